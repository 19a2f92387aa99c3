import { Database, type RetentionRule } from '#libs/database';
import type { Refusal } from '#libs/messaging';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CompiledQuery } from 'kysely';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { limitExhausted, type Quota, tellQuota } from './exhausted.js';
import { KeyedHash } from './keyed-hash.js';
import { rulesOf } from './limit-rules.js';

/** Limits are per minute unless they say otherwise. */
const WINDOW_S = 60;

/** When a place of a limit may be free that running calls fill, in milliseconds. */
const PLACE_MS = 1_000;

/** The counts of past minutes are of no use. */
export const limitsRetention: RetentionRule = {
  table: 'platform.rate_limit',
  column: 'created_at',
  days: 1 / 24,
  unless: 'expire > extract(epoch from now()) * 1000',
};

type Query = (statement: { text: string; values: unknown[] }) => Promise<unknown>;

/** Counts events in the service's database. */
@Injectable()
export class Limits {
  private readonly store;

  constructor(
    database: Database,
    private readonly hashes: KeyedHash,
  ) {
    this.store = {
      query: async ({ text, values }: { text: string; values: unknown[] }) => {
        const { rows } = await database.query.executeQuery(CompiledQuery.raw(text, values));
        return { rows, rowCount: rows.length };
      },
    };
  }

  /**
   * @param most the limit for each key within the window
   * @param window how long a count lasts, in seconds
   */
  of(name: string, most: number, window = WINDOW_S): Limiter {
    const counter = (keyPrefix: string, duration: number) =>
      new RateLimiterPostgres({
        storeClient: this.store,
        storeType: 'pool',
        schemaName: 'platform',
        tableName: 'rate_limit',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix,
        points: most,
        duration,
      });
    return new Limiter(
      name,
      most,
      counter(name, window),
      counter(`${name}-running`, WINDOW_S),
      this.hashes,
      this.store.query,
    );
  }
}

/** One rate limit. Keys are hashed, because an e-mail address must not be stored in a table of counts. */
export class Limiter {
  constructor(
    private readonly name: string,
    private readonly most: number,
    private readonly counts: RateLimiterAbstract,
    private readonly running: RateLimiterAbstract,
    private readonly hashes: KeyedHash,
    private readonly query: Query,
  ) {}

  private get policy(): string {
    return `q=${this.most};w=${this.counts.duration}`;
  }

  /**
   * Counts one call.
   * @param tell takes what is left
   * @throws Refusal (429) when the call exceeds the limit
   */
  async count(key: string, tell: (quota: Quota) => void = () => {}): Promise<void> {
    const counted = await this.counts.consume(this.hashes.of(key)).catch((error: unknown) => {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    });
    if (counted.consumedPoints > this.most) throw this.exhausted(counted.msBeforeNext);
    const left = `"${this.name}";r=${counted.remainingPoints};t=${toSeconds(counted.msBeforeNext)}`;
    tell({ policy: `"${this.name}";${this.policy}`, left });
  }

  /** Takes one call back that was counted within the window. */
  async giveBack(key: string): Promise<void> {
    await this.counts.reward(this.hashes.of(key));
  }

  /**
   * Runs `work` and counts it if its outcome `counts`. While it runs it takes a place of the limit, so that calls at once do
   * not exceed the limit either.
   * @throws Refusal (429) when the work could exceed the limit; it does not run, and nothing is counted. `retryAfter` is a
   * second when a place may become free, and otherwise what is left of the window
   */
  async countIf<Outcome>(
    key: string,
    work: () => Promise<Outcome>,
    counts: (outcome: Outcome) => boolean,
  ): Promise<Outcome> {
    const leave = await this.enter(key);
    try {
      const outcome = await work();
      if (counts(outcome)) await this.counts.penalty(this.hashes.of(key)); // before its place is free
      return outcome;
    } finally {
      await leave().catch(() => {}); // the place is free at the end of the minute anyway
    }
  }

  /** Takes a place of the limit. Returns what frees it. */
  private async enter(key: string): Promise<() => Promise<void>> {
    const { consumedPoints: running, msBeforeNext } = await this.running.penalty(this.hashes.of(key));
    const expire = Date.now() + msBeforeNext;
    const leave = () => this.leave(key, expire);
    const counted = await this.counts.get(this.hashes.of(key)); // after a place is taken, so that none is missed
    if (running + (counted?.consumedPoints ?? 0) <= this.most) return leave;
    await leave();
    throw this.exhausted(counted && counted.consumedPoints >= this.most ? counted.msBeforeNext : PLACE_MS);
  }

  private exhausted(msBeforeNext: number): Refusal {
    return limitExhausted(this.name, this.policy, toSeconds(msBeforeNext));
  }

  /** @param expire when the minute ends in which the place was taken, in milliseconds since 1970 */
  private async leave(key: string, expire: number): Promise<void> {
    const text = 'update platform.rate_limit set points = points - 1 where key = $1 and expire <= $2';
    await this.query({ text, values: [this.running.getKey(this.hashes.of(key)), expire] });
  }
}

const toSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** Enforces the rate limits that routes declare, and tells callers how much is left. */
@Injectable()
export class LimitGuard implements CanActivate {
  private readonly limiters = new Map<string, Limiter>();

  constructor(
    private readonly reflector: Reflector,
    private readonly limits: Limits,
    private readonly settings: Record<string, unknown>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    for (const { setting, by } of rulesOf(this.reflector, context)) {
      const key = by?.(http.getRequest<FastifyRequest>());
      if (key === undefined) continue;
      const limiter = this.limiterOf(setting);
      const reply = http.getResponse<FastifyReply>();
      await limiter.count(key, (quota) => tellQuota(reply, quota));
    }
    return true;
  }

  private limiterOf(setting: string): Limiter {
    const name = setting.toLowerCase().replaceAll('_', '-');
    const limiter = this.limiters.get(name) ?? this.limits.of(name, Number(this.settings[setting]));
    this.limiters.set(name, limiter);
    return limiter;
  }
}
