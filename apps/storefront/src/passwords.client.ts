import { edgeHeaders, type Peer, PeerFailure, Peers, withHeaders } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { StorefrontConfig } from './storefront.config.js';

export const Session = z.object({ accessToken: z.string(), expiresIn: z.int() });
export type Session = z.infer<typeof Session>;
export const LogIn = z.object({ email: z.string(), password: z.string() });
/** The account is still being made, or passwords is full. */
export const Later = withHeaders({ 'retry-after': z.string().regex(/^\d+$/) });
export const ResetRequest = z.object({ email: z.string() });

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
   * A session of the person with this address and password; undefined when one of them is wrong, `later` when passwords asks to
   * come back, because the account is still being made, or somebody guesses.
   * @param ip of the person: passwords limits by it how often anybody may guess
   */
  async logIn(body: z.infer<typeof LogIn>, ip: string): Promise<Session | undefined | 'later'> {
    const outgoing = { body, schema: LogIn, headers: this.from(ip) };
    try {
      const answers = { 201: Session, 401: null, 503: Later };
      const { status, body } = await this.peer.call('POST', '/sessions', answers, outgoing);
      return status === 503 ? 'later' : body;
    } catch (error) {
      if (error instanceof PeerFailure && error.retryAfter) return 'later';
      throw error;
    }
  }

  /** Asks for a mail with a link that sets a new password; who has the address is not told. */
  async askForNewPassword(email: string, ip: string): Promise<void> {
    const outgoing = { body: { email }, schema: ResetRequest, headers: this.from(ip) };
    await this.peer.call('POST', '/password-resets', { 202: null }, outgoing);
  }

  private from(ip: string): Record<string, string> {
    const { EDGE_KEY } = this.config;
    return EDGE_KEY ? edgeHeaders(EDGE_KEY, { ip }) : {};
  }
}
