import type { Refusal } from '#libs/messaging';
import { escapeHtml, type LinkPage } from '#libs/service';
import { AlreadyVerified, BadLink, LinkExpired } from './verification-link.js';

/** Whose pages these are, and where people go on from them. */
export interface Sender {
  /** As mails name it: `Troupe <hello@troupe.example>`. */
  from: string;
  home: string;
}

const button = (text: string, action = '') =>
  `<form method="post"${action && ` action="${action}"`}><button>${text}</button></form>`;

/** The pages of a link in a mail. Each says what to do next. */
export class VerificationPages {
  private readonly name;
  private readonly onward;

  constructor({ from, home }: Sender) {
    this.name = escapeHtml(from.replace(/\s*<[^>]*>$/, '') || from);
    this.onward = `<p><a href="${escapeHtml(home)}">Go on to ${this.name}</a></p>`;
  }

  /**
   * Opening this page changes nothing, because mail scanners follow links; its button verifies the address.
   * @param email null when an earlier version did not keep the address
   */
  question(email: string | null): LinkPage {
    const whose =
      email === null ? 'the e-mail address' : `<strong>${escapeHtml(email)}</strong> as the e-mail address`;
    return {
      title: 'Is this your e-mail address?',
      content: `<p>Somebody has given ${this.name} ${whose} of an account.</p>
${button('Yes, this address is mine')}
<p class="small">If it was not you, close this page: nothing happens without the button.</p>`,
    };
  }

  get thanks(): LinkPage {
    return { title: 'Thank you', content: `<p>Your e-mail address is verified.</p>\n${this.onward}` };
  }

  /** The page of a link that was used. */
  get done(): LinkPage {
    return {
      title: 'Your e-mail address is verified',
      content: `<p>This link was used before, and there is nothing left to do.</p>\n${this.onward}`,
    };
  }

  get sentAgain(): LinkPage {
    return {
      title: 'A new link is on its way',
      content: `<p>Open the link in the mail that ${this.name} sends you now. It may take a few minutes.</p>`,
    };
  }

  /**
   * What to do about a refusal.
   * @param token of the link, which is signed, and so no HTML, if it has expired
   */
  trouble(token: string, { code, message }: Refusal): LinkPage {
    if (code === LinkExpired.code) return this.expired(token);
    if (code === AlreadyVerified.code) return this.done;
    const title = code === BadLink.code ? 'This link does not work' : 'No mail was sent';
    return { title, content: `<p>${message}</p>\n${this.onward}` };
  }

  private expired(token: string): LinkPage {
    return {
      title: 'This link has expired',
      content: `<p>${this.name} can send a new one to the same address.</p>\n${button('Send me a new link', `${token}/again`)}`,
    };
  }
}
