import type { Refusal } from '#libs/messaging';
import { escapeHtml, type LinkPage } from '#libs/service';
import { AlreadyVerified, BadLink, LinkExpired } from './verification-link.js';

/** Whose pages these are, and where people go on from them. */
export interface Site {
  name: string;
  home: string;
}

const button = (text: string, action = '') =>
  `<form method="post"${action && ` action="${action}"`}><button>${text}</button></form>`;

/** The pages of a link in a mail. Each says what to do next. */
export class VerificationPages {
  private readonly name;
  private readonly onward;

  constructor({ name, home }: Site) {
    this.name = escapeHtml(name);
    this.onward = `<p><a href="${escapeHtml(home)}">Go to ${this.name}</a></p>`;
  }

  /**
   * Opening this page changes nothing, because mail scanners follow links; its button verifies the address.
   * @param email null when an earlier version did not keep the address
   */
  question(email: string | null): LinkPage {
    const address =
      email === null ? 'this e-mail address' : `the e-mail address <strong>${escapeHtml(email)}</strong>`;
    return {
      title: 'Confirm your e-mail address',
      content: `<p>An account at ${this.name} has ${address}. Please confirm that it is yours.</p>
${button('Confirm my e-mail address')}
<p class="small">If you have no account with us, close this page: without the button, nothing happens.</p>`,
    };
  }

  get thanks(): LinkPage {
    return { title: 'Thank you', content: `<p>Your e-mail address is confirmed.</p>\n${this.onward}` };
  }

  /** The page of a link that was used. */
  get done(): LinkPage {
    return {
      title: 'Your e-mail address is confirmed',
      content: `<p>You have used this link before, and there is nothing left to do.</p>\n${this.onward}`,
    };
  }

  get sentAgain(): LinkPage {
    return {
      title: 'A new link is on its way',
      content: `<p>We are sending you a mail. Open the link in it; it may take a few minutes to arrive.</p>`,
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
      content: `<p>We can send you a new one, to the same address.</p>\n${button('Send me a new link', `${token}/again`)}`,
    };
  }
}
