import type { Refusal } from '#libs/messaging';
import type { LinkPage } from '#libs/service';
import { BadLink, BadPassword } from './reset-link.js';

const FORM = `<form method="post">
<p><label for="password">New password, of at least 8 characters</label>
<p><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" maxlength="256" required>
<p><button>Set the new password</button>
</form>`;

/** Opening this page changes nothing, because mail scanners follow links; its form sets the password. */
export const form: LinkPage = { title: 'Choose a new password', content: FORM };

export const changed: LinkPage = {
  title: 'Your password is changed',
  content: '<p>You are logged out everywhere. Log in with the new password.</p>',
};

export const sentAgain: LinkPage = {
  title: 'A new link is on its way',
  content: '<p>Open the link in the mail that we send you now. It may take a few minutes.</p>',
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
      content: `<p>It has expired, or a password was set since. We can send a new one to the same address.</p>\n${newLink(token)}`,
    };
  const title = code === BadLink.code ? 'This link does not work' : 'Nothing was changed';
  return { title, content: `<p>${message}</p>` };
}
