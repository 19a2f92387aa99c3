import type { Refusal } from '#libs/messaging';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { z } from 'zod';

const ALGORITHM = 'HS256';
/** Before any link was signed. */
const LONG_AGO = new Date(0);

const secretOf = (key: string): Uint8Array => new TextEncoder().encode(key);

/** For `@ApiParam` of a route that such a token opens. */
export const LINK_TOKEN = {
  name: 'token',
  description: 'What the link in the mail ends with',
  example: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
};

/** The signed tokens of links in mails: who has one reads the mail with which it was sent. */
export class LinkTokens<Claim extends z.ZodType<Record<string, unknown>>> {
  /**
   * @param claim what such a link proves
   * @param refusals of a token that was not signed with the key or proves something else, and of one that has expired
   */
  constructor(
    private readonly claim: Claim,
    private readonly refusals: { bad: () => Refusal; expired: () => Refusal },
  ) {}

  /** The token of a link that is valid until then. It is the same whenever it is signed. */
  sign(claim: z.infer<Claim>, key: string, until: Date): Promise<string> {
    return new SignJWT({ ...claim })
      .setProtectedHeader({ alg: ALGORITHM })
      .setExpirationTime(Math.floor(until.getTime() / 1000))
      .sign(secretOf(key));
  }

  /** @throws Refusal as the constructor was given them */
  async read(token: string, key: string, now: Date): Promise<z.infer<Claim>> {
    try {
      const options = { algorithms: [ALGORITHM], currentDate: now };
      return this.claim.parse((await jwtVerify(token, secretOf(key), options)).payload);
    } catch (error) {
      throw error instanceof errors.JWTExpired ? this.refusals.expired() : this.refusals.bad();
    }
  }

  /** Reads the token of a link that may have expired. @throws Refusal of a bad one */
  readOld(token: string, key: string): Promise<z.infer<Claim>> {
    return this.read(token, key, LONG_AGO);
  }
}
