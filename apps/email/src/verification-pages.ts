import type { Refusal } from '#libs/messaging';
import type { LinkPage } from '#libs/service';
import { AlreadyVerified, BadLink, LinkExpired } from './verification-link.js';

const button = (text: string, action = '') =>
  `<form method="post"${action && ` action="${action}"`}><button>${text}</button></form>`;

/** Opening this page changes nothing, because mail scanners follow links; its button verifies the address. */
export const question: LinkPage = {
  title: 'Is this your e-mail address?',
  content: button('Yes, this address is mine'),
};

export const thanks: LinkPage = {
  title: 'Thank you',
  content: '<p>Your e-mail address is verified.</p>',
};

/** The page of a link that was used. */
export const done: LinkPage = {
  title: 'Your e-mail address is verified',
  content: '<p>This link was used before, and there is nothing left to do.</p>',
};

export const sentAgain: LinkPage = {
  title: 'A new link is on its way',
  content: '<p>Open the link in the mail that we send you now. It may take a few minutes.</p>',
};

const expired = (token: string): LinkPage => ({
  title: 'This link has expired',
  content: `<p>We can send a new one to the same address.</p>\n${button('Send me a new link', `${token}/again`)}`,
});

/**
 * What to do about a refusal.
 * @param token of the link, which is signed, and so no HTML, if it has expired
 */
export function trouble(token: string, { code, message }: Refusal): LinkPage {
  if (code === LinkExpired.code) return expired(token);
  if (code === AlreadyVerified.code) return done;
  const title = code === BadLink.code ? 'This link does not work' : 'No mail was sent';
  return { title, content: `<p>${message}</p>` };
}
