import { Database, type RetentionRule } from '#libs/database';
import { Refusal } from '#libs/messaging';
import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiTooManyRequestsResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CompiledQuery } from 'kysely';
import { isIPv6 } from 'node:net';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { KeyedHash } from './keyed-hash.js';

/** Every limit is per minute. */
const WINDOW_S = 60;
const RULES = 'troupe:limits';

/** The counts of past minutes are of no use. */
export const limitsRetention: RetentionRule = {
  table: 'platform.rate_limit',
  column: 'created_at',
  days: 1 / 24,
  unless: 'expire > extract(epoch from now()) * 1000',
};

/** A rate limit of a route. */
export interface LimitRule {
  /** The setting that holds the limit per minute. */
  setting: string;
  /** The key under which a call is counted; a call without a key is not. */
  by: (request: FastifyRequest) => string | undefined;
}

/** Limits the rate of a route, over all replicas. Refused calls count too. */
export const Limit = (...rules: LimitRule[]) =>
  applyDecorators(
    SetMetadata(RULES, rules),
    ApiTooManyRequestsResponse({
      description: 'Too many requests: try again after the number of seconds in `Retry-After`',
    }),
  );

/** The address that a call comes from. Of an IPv6 address it is the /64 network, all of which its owner controls. */
export function addressOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  if (!isIPv6(ip) || ip.includes('.')) return ip.replace(/^::ffff:/, '');
  const groups = (part = '') => part.split(':').filter(Boolean);
  const [head, tail] = ip.split('::');
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}

/** Counts events per minute in the service's database. */
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

  /** @param most the limit per minute for each key */
  of(name: string, most: number): Limiter {
    const counts = new RateLimiterPostgres({
      storeClient: this.store,
      storeType: 'pool',
      schemaName: 'platform',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points: most,
      duration: WINDOW_S,
    });
    return new Limiter(name, most, counts, this.hashes);
  }
}

/** One rate limit. Keys are hashed, because an e-mail address must not be stored in a table of counts. */
export class Limiter {
  constructor(
    private readonly name: string,
    private readonly most: number,
    private readonly counts: RateLimiterAbstract,
    private readonly hashes: KeyedHash,
  ) {}

  /** The value of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
  get policy(): string {
    return `"${this.name}";q=${this.most};w=${WINDOW_S}`;
  }

  /**
   * Counts one call.
   * @returns the value of `RateLimit`
   * @throws Refusal (429) when the call exceeds the limit
   */
  async count(key: string): Promise<string> {
    try {
      const { remainingPoints, msBeforeNext } = await this.counts.consume(this.hashes.of(key));
      return `"${this.name}";r=${remainingPoints};t=${toSeconds(msBeforeNext)}`;
    } catch (error) {
      throw error instanceof RateLimiterRes ? tooManyRequests(error) : error;
    }
  }

  /** @throws Refusal (429) when the next call would exceed the limit */
  async check(key: string): Promise<void> {
    const count = await this.counts.get(this.hashes.of(key));
    if (count && count.remainingPoints <= 0) throw tooManyRequests(count);
  }
}

const toSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

function tooManyRequests({ msBeforeNext }: RateLimiterRes): Refusal {
  const retryAfter = toSeconds(msBeforeNext);
  return new Refusal('too-many-requests', `Too many requests: try again in ${retryAfter} seconds.`, 429, {
    retryAfter,
  });
}

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
    const rules = this.reflector.get<LimitRule[] | undefined>(RULES, context.getHandler()) ?? [];
    for (const { setting, by } of rules) {
      const key = by(http.getRequest<FastifyRequest>());
      if (key === undefined) continue;
      const limiter = this.limiterOf(setting);
      const reply = http.getResponse<FastifyReply>();
      appendHeader(reply, 'ratelimit-policy', limiter.policy);
      appendHeader(reply, 'ratelimit', await limiter.count(key));
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

function appendHeader(reply: FastifyReply, name: string, value: string): void {
  const before = reply.getHeader(name);
  void reply.header(name, before ? `${String(before)}, ${value}` : value);
}
