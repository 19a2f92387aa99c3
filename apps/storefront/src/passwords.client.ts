import { edgeHeaders, type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { StorefrontConfig } from './storefront.config.js';

export const Session = z.object({ accessToken: z.string(), expiresIn: z.int() });
export type Session = z.infer<typeof Session>;
export const LogIn = z.object({ email: z.string(), password: z.string() });

@Injectable()
export class PasswordsClient {
  private readonly peer: Peer;

  constructor(
    peers: Peers,
    private readonly config: StorefrontConfig,
  ) {
    this.peer = peers.to('passwords');
  }

  /**
   * A session of the person with this address and password; undefined when one of them is wrong.
   * @param ip of the person: passwords limits by it how often anybody may guess
   */
  async logIn(body: z.infer<typeof LogIn>, ip: string): Promise<Session | undefined> {
    const { EDGE_KEY } = this.config;
    const headers = EDGE_KEY ? edgeHeaders(EDGE_KEY, { ip }) : {};
    const answers = { 201: Session, 401: null };
    return (await this.peer.call('POST', '/sessions', answers, { body, schema: LogIn, headers })).body;
  }
}
