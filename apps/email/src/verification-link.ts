import { Refusal } from '#libs/messaging';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a link vouches for: that this customer reads mail at the address with this hash. */
const Claim = z.object({ customerId: z.uuid(), emailHash: z.string() });
export type Claim = z.infer<typeof Claim>;

const secretOf = (key: string): Uint8Array => new TextEncoder().encode(key);

/** A signed token for a link, valid for so many milliseconds from `now`. */
export const sign = (claim: Claim, key: string, now: Date, validMs: number): Promise<string> =>
  new SignJWT({ ...claim })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor((now.getTime() + validMs) / 1000))
    .sign(secretOf(key));

export const badLink = () => new Refusal('email.bad-link', 'This link is not valid.', 404);

/**
 * What a link vouches for.
 * @throws Refusal when it has expired (410) or was not made by us (404)
 */
export async function read(token: string, key: string, now: Date): Promise<Claim> {
  try {
    const { payload } = await jwtVerify(token, secretOf(key), { algorithms: ['HS256'], currentDate: now });
    return Claim.parse(payload);
  } catch (error) {
    if (!(error instanceof errors.JWTExpired)) throw badLink();
    throw new Refusal('email.link-expired', 'This link has expired: ask for a new one.', 410);
  }
}
