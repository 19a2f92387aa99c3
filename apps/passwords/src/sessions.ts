import { afterCommit, Database, type Tx } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { type Limiter, Limits } from '#libs/service';
import { newId, Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { CredentialsStore } from './credentials.store.js';
import { TokenReused } from './events.js';
import { invalidGrant, oauthRefusal, unsupportedTokenType } from './oauth-errors.js';
import { PasswordsConfig } from './passwords.config.js';
import { hashOf, judge, newRefreshToken } from './refresh-token.js';
import { type Lifetimes, SessionsStore } from './sessions.store.js';

/** What people stay logged in by: each session has a chain of refresh tokens, of which the newest one works. */
@Injectable()
export class Sessions {
  private readonly lifetimes: Lifetimes;
  private readonly perPerson: Limiter;
  private readonly refreshes;

  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialsStore,
    private readonly store: SessionsStore,
    private readonly accessTokens: AccessTokens,
    private readonly outbox: Outbox,
    config: PasswordsConfig,
    limits: Limits,
    { metrics }: Telemetry,
  ) {
    this.lifetimes = {
      idleMs: config.SESSION_IDLE,
      maxMs: config.SESSION_MAX,
      graceMs: config.REFRESH_GRACE,
    };
    this.perPerson = limits.of('refreshes-per-person-per-minute', config.REFRESHES_PER_PERSON_PER_MINUTE);
    this.refreshes = metrics.count('session_refreshes_total', 'Refresh tokens that were sent', {
      outcome: ['exchange', 'repeat', 'reuse', 'unknown'],
    });
  }

  /** The refresh token of a new session; undefined when the customer is erased meanwhile. */
  async begin(tx: Tx, customerId: string): Promise<string | undefined> {
    const token = newRefreshToken();
    return (await this.store.begin(tx, newId(), customerId, hashOf(token))) ? token : undefined;
  }

  /**
   * Exchanges a refresh token for an access token and the next refresh token.
   * @throws Refusal (400, `invalid_grant`) when the token is unknown, or its session has ended; of one that was exchanged
   * before, the session ends now. (429) after too many
   */
  async refresh(token: string) {
    const hash = hashOf(token);
    const customerId = await this.database.inTransaction((tx) => this.store.ownerOf(tx, hash));
    if (customerId) await this.perPerson.count(customerId);
    const next = customerId && (await this.database.inTransaction((tx) => this.rotate(tx, customerId, hash)));
    if (!next) throw ended();
    const { accessToken, tokenType, expiresIn } = await this.accessTokens.forPerson(customerId);
    return { access_token: accessToken, token_type: tokenType, expires_in: expiresIn, refresh_token: next };
  }

  /**
   * Ends the session of a refresh token, whichever of its tokens it is. An unknown token has no session, which is no error.
   * @throws Refusal (400, `unsupported_token_type`) when it is an access token, which ends by itself
   */
  async logOut(token: string): Promise<void> {
    if (isAccessToken(token)) throw notRevocable();
    const hash = hashOf(token);
    await this.database.inTransaction(async (tx) => {
      const customerId = await this.store.ownerOf(tx, hash);
      if (!customerId) return;
      await this.credentials.lock(tx, customerId);
      await this.store.end(tx, hash);
    });
  }

  endAll(tx: Tx, customerId: string): Promise<void> {
    return this.store.endAll(tx, customerId);
  }

  /** Deletes sessions that have ended by themselves. */
  sweep(): Promise<void> {
    return this.database.inTransaction((tx) => this.store.deleteExpired(tx, this.lifetimes));
  }

  /** The next token; undefined when this one is refused. What happens to the sessions of one person happens one at a time. */
  private async rotate(tx: Tx, customerId: string, hash: string): Promise<string | undefined> {
    const owner = await this.credentials.lock(tx, customerId);
    const known = await this.store.find(tx, hash, this.lifetimes);
    const outcome = judge(known);
    afterCommit(tx, () => this.refreshes.add({ outcome }));
    if (!known || outcome === 'unknown') return undefined;
    if (outcome === 'reuse') {
      await this.store.end(tx, hash);
      if (owner?.email) await this.outbox.add(tx, TokenReused({ customerId, email: owner.email }));
      return undefined;
    }
    if (outcome === 'exchange') await this.store.exchange(tx, hash);
    const next = newRefreshToken();
    await this.store.add(tx, known.sessionId, hashOf(next), hash);
    return next;
  }
}

const ended = () =>
  oauthRefusal(invalidGrant, 'This refresh token is not valid, or its session has ended: log in again.');

/** Access tokens are JSON Web Tokens; refresh tokens have no full stop. */
const isAccessToken = (token: string): boolean => token.includes('.');

const notRevocable = () =>
  oauthRefusal(
    unsupportedTokenType,
    'An access token ends by itself: send the refresh token of the session.',
  );
