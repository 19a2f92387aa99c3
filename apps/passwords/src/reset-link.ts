import { problemType } from '#libs/messaging';
import { LinkTokens } from '#libs/service';
import { z } from 'zod';

/** What a link proves: its reader has the mail that was sent for this request. */
const Claim = z.object({ requestId: z.uuid(), customerId: z.uuid() });
export type Claim = z.infer<typeof Claim>;

export const BadLink = problemType({
  code: 'passwords.bad-link',
  status: 404,
  meaning: 'The link is not one that we sent.',
  advice: 'Open the link of the latest mail, or ask for a new one.',
});

export const LinkExpired = problemType({
  code: 'passwords.link-expired',
  status: 410,
  meaning: 'The link has expired.',
  advice: 'Ask for a new one, by POST to the address of the link with `/again`.',
});

export const LinkUsed = problemType({
  code: 'passwords.link-used',
  status: 410,
  meaning: 'A new password was set since the link was sent, or the address changed.',
  advice: 'Ask for a new one, by POST to the address of the link with `/again`.',
});

export const BadPassword = problemType({
  code: 'passwords.bad-password',
  status: 400,
  meaning: 'The password is too short or too long.',
  advice: 'Choose one of 8 to 256 characters.',
});

const tokens = new LinkTokens(Claim, { bad: () => BadLink.refusal(), expired: () => LinkExpired.refusal() });

/** The token of a link. It is the same whenever it is signed, so that a mail that is sent twice has one link. */
export const signReset = (claim: Claim, key: string, until: Date): Promise<string> =>
  tokens.sign(claim, key, until);

/**
 * Reads the token of a link.
 * @throws Refusal when it has expired (410), or was not signed with this key (404)
 */
export const readReset = (token: string, key: string, now: Date): Promise<Claim> =>
  tokens.read(token, key, now);

/** Reads the token of a link that may have expired. @throws Refusal (404) when it was not signed with this key */
export const readOldReset = (token: string, key: string): Promise<Claim> => tokens.readOld(token, key);
