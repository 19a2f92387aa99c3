import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Person } from './person.js';

export const Account = z.object({ balance: z.int() });

@Injectable()
export class LoyaltyClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('loyalty');
  }

  /** The points of a person; undefined without an account. */
  async points({ id, token }: Person): Promise<number | undefined> {
    const answers = { 200: Account, 404: null };
    return (await this.peer.call('GET', `/accounts/${id}`, answers, { token })).body?.balance;
  }
}
