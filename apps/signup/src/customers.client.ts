import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Registration, Signup } from './signup.js';

const { givenName, familyName } = Signup.shape;

/** What customers is told of a sign-up: everything but the password. */
export const NewCustomer = Signup.omit({ password: true, givenName: true, familyName: true }).extend({
  name: z.strictObject({ given: givenName, family: familyName }),
});

@Injectable()
export class CustomersClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('customers');
  }

  async register(
    customerId: string,
    { givenName, familyName, ...registration }: Registration,
  ): Promise<'registered' | 'email taken' | 'id taken'> {
    const body = { ...registration, name: { given: givenName, family: familyName } };
    const answers = { 201: null, 204: null, 409: null, 412: null };
    const { status } = await this.peer.call('PUT', `/v2/customers/${customerId}`, answers, {
      body,
      schema: NewCustomer,
    });
    if (status === 409) return 'email taken';
    return status === 412 ? 'id taken' : 'registered';
  }
}
