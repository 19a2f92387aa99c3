import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';

@Injectable()
export class PasswordsClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('passwords');
  }

  /** Returns false when the id already has another password. */
  async create(customerId: string, password: string): Promise<boolean> {
    const answers = { 201: null, 204: null, 412: null };
    const { status } = await this.peer.call('PUT', `/credentials/${customerId}`, answers, {
      body: { password },
    });
    return status !== 412;
  }
}
