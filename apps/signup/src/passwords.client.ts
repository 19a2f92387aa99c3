import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Signup } from './signup.js';

/** What passwords is told of a sign-up. */
export const NewCredential = Signup.pick({ email: true, password: true });

@Injectable()
export class PasswordsClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('passwords');
  }

  /** Returns false when the id already has another password. */
  async create(customerId: string, { email, password }: z.infer<typeof NewCredential>): Promise<boolean> {
    const answers = { 201: null, 204: null, 412: null };
    const { status } = await this.peer.call('PUT', `/credentials/${customerId}`, answers, {
      body: { email, password },
      schema: NewCredential,
    });
    return status !== 412;
  }
}
