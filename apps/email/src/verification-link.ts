import { problemType } from '#libs/messaging';
import { LinkTokens } from '#libs/service';
import { z } from 'zod';

export const BadLink = problemType({
  code: 'email.bad-link',
  status: 404,
  meaning: 'The link is not one that we sent, or is not the latest.',
  advice: 'Open the link of the latest mail, or log in and request a new mail.',
});

export const LinkExpired = problemType({
  code: 'email.link-expired',
  status: 410,
  meaning: 'The link has expired.',
  advice: 'Request a new one, by POST to the address of the link with `/again`.',
});

export const AddressNotKept = problemType({
  code: 'email.address-not-kept',
  status: 409,
  meaning: 'An earlier version of the service did not keep the address, so no mail can be sent to it.',
  advice: 'Change the e-mail address of the customer to get a mail.',
});

export const AlreadyVerified = problemType({
  code: 'email.already-verified',
  status: 409,
  meaning: 'The e-mail address is verified already.',
  advice: 'There is nothing to do.',
});

/**
 * What a link proves: this customer reads mail at the address with this hash, which they had in this version. Links that were
 * sent before the upgrade have no version.
 */
const Claim = z.object({ customerId: z.uuid(), emailHash: z.string(), version: z.int().default(0) });
export type Claim = z.infer<typeof Claim>;

export const badLink = () =>
  BadLink.refusal(
    'This link is not valid: open the one from your latest mail, or log in and request a new mail.',
  );

const tokens = new LinkTokens(Claim, {
  bad: badLink,
  expired: () =>
    LinkExpired.refusal('This link has expired: request a new one, by POST to this address with /again.'),
});

/** Signs the token of a link, which is valid for `validMs` milliseconds from `now`. */
export const signClaim = (claim: Claim, key: string, now: Date, validMs: number): Promise<string> =>
  tokens.sign(claim, key, new Date(now.getTime() + validMs));

/**
 * Reads the token of a link.
 * @throws Refusal when it has expired (410), or was not signed with this key (404)
 */
export const readClaim = (token: string, key: string, now: Date): Promise<Claim> =>
  tokens.read(token, key, now);

/**
 * Reads the token of a link that may have expired.
 * @throws Refusal (404) when it was not signed with this key
 */
export const readOldClaim = (token: string, key: string): Promise<Claim> => tokens.readOld(token, key);
