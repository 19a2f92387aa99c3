import { Refusal } from '#libs/messaging';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/**
 * What a link proves: this customer reads mail at the address with this hash, which they had in this version. Links that were
 * sent before the upgrade have no version.
 */
const Claim = z.object({ customerId: z.uuid(), emailHash: z.string(), version: z.int().default(0) });
export type Claim = z.infer<typeof Claim>;

const secretOf = (key: string): Uint8Array => new TextEncoder().encode(key);

/** Signs the token of a link, which is valid for `validMs` milliseconds from `now`. */
export const signClaim = (claim: Claim, key: string, now: Date, validMs: number): Promise<string> =>
  new SignJWT({ ...claim })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor((now.getTime() + validMs) / 1000))
    .sign(secretOf(key));

export const BAD_LINK = 'email.bad-link';
export const LINK_EXPIRED = 'email.link-expired';
export const ALREADY_VERIFIED = 'email.already-verified';

export const badLink = () =>
  new Refusal(
    BAD_LINK,
    'This link is not valid: open the one from your latest mail, or log in and request a new mail.',
    404,
  );

/**
 * Reads the token of a link.
 * @throws Refusal when it has expired (410), or was not signed with this key (404)
 */
export async function readClaim(token: string, key: string, now: Date): Promise<Claim> {
  try {
    const { payload } = await jwtVerify(token, secretOf(key), { algorithms: ['HS256'], currentDate: now });
    return Claim.parse(payload);
  } catch (error) {
    if (!(error instanceof errors.JWTExpired)) throw badLink();
    throw new Refusal(
      LINK_EXPIRED,
      'This link has expired: request a new one, by POST to this address with /again.',
      410,
    );
  }
}

/** Before any link was signed. */
const LONG_AGO = new Date(0);

/**
 * Reads the token of a link that may have expired.
 * @throws Refusal (404) when it was not signed with this key
 */
export const readOldClaim = (token: string, key: string): Promise<Claim> => readClaim(token, key, LONG_AGO);
