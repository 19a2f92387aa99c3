import { edgeHeaders, type Peer, Peers, withHeaders } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Later } from './degraded.js';
import { StorefrontConfig } from './storefront.config.js';

export const Session = z.object({ accessToken: z.string(), expiresIn: z.int(), refreshToken: z.string() });
export type Session = z.infer<typeof Session>;
export const Refresh = z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() });
export const Refreshed = z.object({
  access_token: z.string(),
  expires_in: z.int(),
  refresh_token: z.string(),
});
export const Revocation = z.object({ token: z.string() });
export const LogIn = z.object({ email: z.string(), password: z.string() });
/** The account is still being made, or passwords is full. */
export const NotYet = withHeaders({ 'retry-after': z.string().regex(/^\d+$/) });
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
   * A session of the person with this address and password; undefined when one of them is wrong.
   * @param ip of the person: passwords limits by it how often anybody may guess
   */
  async logIn(body: z.infer<typeof LogIn>, ip: string): Promise<Session | undefined | Later> {
    const outgoing = { body, schema: LogIn, headers: this.from(ip) };
    const answers = { 201: Session, 401: null, 503: NotYet };
    const answer = await this.peer.call('POST', '/sessions', answers, outgoing);
    return answer.status === 503 ? new Later(Number(answer.headers['retry-after'])) : answer.body;
  }

  /** The session as it goes on with the next tokens; undefined when it has ended. */
  async refresh(refreshToken: string, ip: string): Promise<Session | undefined> {
    const grant: z.infer<typeof Refresh> = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const outgoing = { body: grant, schema: Refresh, isForm: true, headers: this.from(ip) };
    const answers = { 200: Refreshed, 400: null };
    const { body } = await this.peer.call('POST', '/oauth/token', answers, outgoing);
    if (!body) return undefined;
    const { access_token: accessToken, expires_in: expiresIn, refresh_token: next } = body;
    return { accessToken, expiresIn, refreshToken: next };
  }

  /** Ends a session. One that has ended before is no error. */
  async logOut(refreshToken: string, ip: string): Promise<void> {
    const outgoing = {
      body: { token: refreshToken },
      schema: Revocation,
      isForm: true,
      headers: this.from(ip),
    };
    await this.peer.call('POST', '/oauth/revoke', { 200: null }, outgoing);
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
