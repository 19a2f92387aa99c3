import { Refusal } from '#libs/messaging';
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

export const BAD_LINK = 'passwords.bad-link';
const badLink = () =>
  new Refusal(
    BAD_LINK,
    'This link is not valid: open the one from your latest mail, or ask for a new one.',
    404,
  );

export const BAD_PASSWORD = 'passwords.bad-password';
export const badPassword = () => new Refusal(BAD_PASSWORD, 'Choose a password of 8 to 256 characters.', 400);

const AGAIN = 'ask for a new one, by POST to this address with /again.';
const expired = () => new Refusal('passwords.link-expired', `This link has expired: ${AGAIN}`, 410);

/** The refusal of a link after which a new password was set, or the address changed. */
export const usedLink = () =>
  new Refusal('passwords.link-used', `This link was used, or is no longer needed: ${AGAIN}`, 410);

/**
 * Reads the token of a link.
 * @throws Refusal when it has expired (410), or was not signed with this key (404)
 */
export async function readReset(token: string, key: string, now: Date): Promise<Claim> {
  try {
    const { payload } = await jwtVerify(token, secretOf(key), { algorithms: ['HS256'], currentDate: now });
    return Claim.parse(payload);
  } catch (error) {
    throw error instanceof errors.JWTExpired ? expired() : badLink();
  }
}

/** Before any link was signed. */
const LONG_AGO = new Date(0);

/** Reads the token of a link that may have expired. @throws Refusal (404) when it was not signed with this key */
export const readOldReset = (token: string, key: string): Promise<Claim> => readReset(token, key, LONG_AGO);
