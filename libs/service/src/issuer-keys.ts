import type { Database } from '#libs/database';
import {
  createRemoteJWKSet,
  type ExportedJWKSCache,
  type FlattenedJWSInput,
  jwksCache,
  type JWKSCacheInput,
  type JWSHeaderParameters,
} from 'jose';
import { sql } from 'kysely';
import { Renewal } from './renewal.js';

/** Longest wait for the issuer's keys, in milliseconds. */
export const KEYS_MS = 2_000;
/** How often the keys are fetched, so that one which the issuer has withdrawn is accepted no longer; in milliseconds. */
const EVERY_MS = 5 * 60_000;
/** How long keys are kept while the issuer is down, in milliseconds: longer than any token is valid. */
const KEPT_MS = 24 * 60 * 60_000;

/**
 * The public keys of the issuer of tokens. They are kept while it is down, in the service's database too, for a service that
 * starts meanwhile. A token with an unknown key makes them be fetched again, at most every 30 seconds.
 */
export class IssuerKeys {
  private readonly cache: JWKSCacheInput = {};
  private readonly renewal = new Renewal(() => this.renew());
  private remote;

  /**
   * @param database where the keys are kept; without it, a process forgets them when it ends
   * @param timeoutMs longest wait for an answer of the issuer
   */
  constructor(
    private readonly url: string,
    private readonly database?: Database,
    private readonly timeoutMs = KEYS_MS,
  ) {
    this.remote = this.remoteKeys();
  }

  /** Fetches the keys now, or as soon as the issuer answers, and keeps them fresh. */
  start(): void {
    this.renewal.start();
  }

  stop(): void {
    this.renewal.stop();
  }

  /** The key that signed a token, for `jwtVerify`. */
  readonly keyOf = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => this.remote(header, token);

  private remoteKeys() {
    return createRemoteJWKSet(new URL(this.url), {
      timeoutDuration: this.timeoutMs,
      cacheMaxAge: KEPT_MS,
      [jwksCache]: this.cache,
    });
  }

  private async renew(): Promise<number> {
    if (this.database) await this.load(this.database);
    await this.remote.reload();
    if (this.database) await this.save(this.database);
    return EVERY_MS;
  }

  /** Loads them once, unless the issuer has answered before. */
  private async load({ query }: Database): Promise<void> {
    if (this.cache.jwks) return;
    const { rows } = await sql<{ keys: ExportedJWKSCache }>`
      select keys from platform.issuer_keys where url = ${this.url}`.execute(query);
    if (!rows[0] || this.cache.jwks) return;
    Object.assign(this.cache, rows[0].keys);
    this.remote = this.remoteKeys();
  }

  private async save({ query }: Database): Promise<void> {
    await sql`insert into platform.issuer_keys (url, keys) values (${this.url}, ${JSON.stringify(this.cache)})
      on conflict (url) do update set keys = excluded.keys`.execute(query);
  }
}
