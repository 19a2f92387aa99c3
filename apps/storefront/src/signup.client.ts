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
  address: z.object({
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    postcode: z.string(),
    country: z.string(),
  }),
  friends: z.array(z.string()).optional(),
});
export type NewCustomer = z.infer<typeof NewCustomer>;
/** What is wrong with a sign-up, field by field. */
export const Invalid = z.object({ errors: z.array(z.object({ detail: z.string(), pointer: z.string() })) });
export const Taken = z.object({ detail: z.string() });

/** What is wrong with a form, or with one of its fields. */
export interface FormProblem {
  field?: string;
  text: string;
}

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
  async signUp(body: NewCustomer, key: string, ip: string): Promise<FormProblem[]> {
    const { EDGE_KEY } = this.config;
    const headers = { 'idempotency-key': key, ...(EDGE_KEY ? edgeHeaders(EDGE_KEY, { ip }) : {}) };
    const answers = { 201: null, 400: Invalid, 409: Taken, 422: null };
    const answer = await this.peer.call('POST', '/signups', answers, { body, schema: NewCustomer, headers });
    if (answer.status === 422)
      return [{ text: 'You have sent this form before, with something else in it: send it again.' }];
    if (answer.status === 409) return [{ text: answer.body.detail }];
    if (answer.status === 400) return answer.body.errors.map(problemOf);
    return [];
  }
}

/** `#/address/city` and `#/friends/0` have the name of a field of the form in them. */
function problemOf({ pointer, detail }: { pointer: string; detail: string }): FormProblem {
  const field = pointer.split('/').findLast((part) => part in FIELDS);
  return { ...(field && { field }), text: detail };
}

/** What the form calls each field. */
export const FIELDS: Record<string, string> = {
  email: 'E-mail address',
  password: 'Password',
  givenName: 'Given name',
  familyName: 'Family name',
  line1: 'Street and number',
  line2: 'Flat, floor or building',
  city: 'City',
  postcode: 'Postcode',
  country: 'Country',
  friends: 'E-mail addresses of friends',
};
