import { problemType } from '#libs/messaging';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a link proves: its reader has the mail that was sent for this request. */
const Claim = z.object({ requestId: z.uuid(), customerId: z.uuid() });
export type Claim = z.infer<typeof Claim>;

const secretOf = (key: string): Uint8Array => new TextEncoder().encode(key);

/** The token of a link. It is the same whenever it is signed, so that a mail that is sent twice has one link. */
export const signReset = ({ requestId, customerId }: Claim, key: string, until: Date): Promise<string> =>
  new SignJWT({ requestId, customerId })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(until.getTime() / 1000))
    .sign(secretOf(key));

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

/**
 * Reads the token of a link.
 * @throws Refusal when it has expired (410), or was not signed with this key (404)
 */
export async function readReset(token: string, key: string, now: Date): Promise<Claim> {
  try {
    const { payload } = await jwtVerify(token, secretOf(key), { algorithms: ['HS256'], currentDate: now });
    return Claim.parse(payload);
  } catch (error) {
    throw (error instanceof errors.JWTExpired ? LinkExpired : BadLink).refusal();
  }
}

/** Before any link was signed. */
const LONG_AGO = new Date(0);

/** Reads the token of a link that may have expired. @throws Refusal (404) when it was not signed with this key */
export const readOldReset = (token: string, key: string): Promise<Claim> => readReset(token, key, LONG_AGO);
