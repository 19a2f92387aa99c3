import { NotFound, type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

export const ResetLink = z.object({ link: z.url(), expiresAt: z.iso.datetime() });
export type ResetLink = z.infer<typeof ResetLink>;

@Injectable()
export class PasswordsClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('passwords');
  }

  /** The link of a request to set a new password; undefined when there is nothing left to do with it. */
  async resetLink(requestId: string): Promise<ResetLink | undefined> {
    const { status, body } = await this.peer.call('GET', `/reset-links/${requestId}`, {
      200: ResetLink,
      404: NotFound,
    });
    return status === 200 ? body : undefined;
  }
}
