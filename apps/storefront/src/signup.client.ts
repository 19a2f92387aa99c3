import { edgeHeaders, type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { StorefrontConfig } from './storefront.config.js';

/** What is sent. */
export const NewCustomer = z.object({
  email: z.string(),
  password: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  address: z.object({ line1: z.string(), city: z.string(), postcode: z.string(), country: z.string() }),
});
export type NewCustomer = z.infer<typeof NewCustomer>;
/** What is wrong with a sign-up, field by field. */
export const Invalid = z.object({ errors: z.array(z.object({ detail: z.string(), pointer: z.string() })) });
export const Taken = z.object({ detail: z.string() });

@Injectable()
export class SignupClient {
  private readonly peer: Peer;

  constructor(
    peers: Peers,
    private readonly config: StorefrontConfig,
  ) {
    this.peer = peers.to('signup');
  }

  /**
   * Signs a person up.
   * @param key by which a repetition signs nobody up twice
   * @param ip of the person: signup limits by it how often anybody may ask
   * @returns what is wrong; nothing when they are signed up
   */
  async signUp(body: NewCustomer, key: string, ip: string): Promise<string[]> {
    const { EDGE_KEY } = this.config;
    const headers = { 'idempotency-key': key, ...(EDGE_KEY ? edgeHeaders(EDGE_KEY, { ip }) : {}) };
    const answers = { 201: null, 400: Invalid, 409: Taken };
    const answer = await this.peer.call('POST', '/signups', answers, { body, schema: NewCustomer, headers });
    if (answer.status === 409) return [answer.body.detail];
    if (answer.status === 400) return answer.body.errors.map(inWords);
    return [];
  }
}

/** `/address/city` is the last field of the form that the person knows. */
const inWords = ({ pointer, detail }: { pointer: string; detail: string }): string =>
  `${FIELDS[pointer.split('/').at(-1)!] ?? 'The form'}: ${detail}`;

/** What the form calls each field. */
export const FIELDS: Record<string, string> = {
  email: 'E-mail address',
  password: 'Password',
  givenName: 'Given name',
  familyName: 'Family name',
  line1: 'Street and number',
  city: 'City',
  postcode: 'Postcode',
  country: 'Country',
};
