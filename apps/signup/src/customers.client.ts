import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import type { Registration } from './signup.js';

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
    const { status } = await this.peer.call('PUT', `/v2/customers/${customerId}`, answers, { body });
    if (status === 409) return 'email taken';
    return status === 412 ? 'id taken' : 'registered';
  }
}
