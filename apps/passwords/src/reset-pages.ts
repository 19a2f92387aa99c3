import type { Refusal } from '#libs/messaging';
import { escapeHtml, type LinkPage } from '#libs/service';
import { BadLink, BadPassword } from './reset-link.js';

const FORM = `<form method="post">
<p><label for="password">New password, of at least 8 characters</label>
<p><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" maxlength="256" required>
<p><button>Set the new password</button>
</form>`;

/** Opening this page changes nothing, because mail scanners follow links; its form sets the password. */
export const form: LinkPage = { title: 'Choose a new password', content: FORM };

/**
 * @param site the name of the site
 * @param home where people go on
 */
export const changed = (site: string, home: string): LinkPage => ({
  title: 'Your password is changed',
  content: `<p>All your devices are logged out. Log in with the new password.</p>
<p><a href="${escapeHtml(home)}">Go to ${escapeHtml(site)}</a></p>`,
});

export const sentAgain: LinkPage = {
  title: 'A new link is on its way',
  content: '<p>We are sending you a mail. Open the link in it; it may take a few minutes to arrive.</p>',
};

const newLink = (token: string) =>
  `<form method="post" action="${token}/again"><button>Send me a new link</button></form>`;

/**
 * What to do about a refusal.
 * @param token of the link, which is signed, and so no HTML, if it is refused with 410
 */
export function trouble(token: string, { code, message, status }: Refusal): LinkPage {
  if (code === BadPassword.code)
    return { title: form.title, content: `<p role="alert">${message}</p>\n${FORM}` };
  if (status === 410)
    return {
      title: 'This link no longer works',
      content: `<p>It has expired, or was used before. We can send you a new one, to the same address.</p>\n${newLink(token)}`,
    };
  const title = code === BadLink.code ? 'This link does not work' : 'Nothing was changed';
  return { title, content: `<p>${message}</p>` };
}
