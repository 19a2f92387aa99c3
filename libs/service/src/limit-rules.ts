import { applyDecorators, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { isIPv6 } from 'node:net';
import { TooManyRequests } from './common-problems.js';
import { Refuses } from './refuses.js';

const RULES = 'troupe:limits';

/** A limit of a route. */
export interface LimitRule {
  /** The setting that holds the limit. */
  setting: string;
  /** For whom or what the limit holds, in the words of the documentation. */
  each: string;
  /** The key under which a call is counted; a call without a key is not. Without it, the service counts by itself. */
  by?: (request: FastifyRequest) => string | undefined;
}

/** What a route declares of its limits, as the OpenAPI document shows it (`x-limit`). */
export interface LimitDeclaration {
  /** What the route tells, sends or costs. */
  what: string;
  rules: (Pick<LimitRule, 'setting' | 'each'> & {
    /** Answers tell in `RateLimit` how much is left. */ told?: true;
  })[];
}

/**
 * Limits a route, over all replicas. Refused calls count too.
 * @param what the route tells, sends or costs
 */
export const Limit = (what: string, ...rules: LimitRule[]) =>
  applyDecorators(declare(what, rules), SetMetadata(RULES, rules), Refuses(TooManyRequests));

/**
 * Declares that a route needs no limit.
 * @param what the route tells, sends or costs, so that a reader sees why
 */
export const Unlimited = (what: string) => declare(what, []);

/** Documentation lists the limits of every route: `npm run generate` refuses one that declares nothing. */
function declare(what: string, rules: LimitRule[]) {
  const declaration: LimitDeclaration = {
    what,
    rules: rules.map(({ setting, each, by }) => ({ setting, each, ...(by && { told: true as const }) })),
  };
  return ApiExtension('x-limit', declaration);
}

/** The rules of the route that is called. */
export const rulesOf = (reflector: Reflector, context: ExecutionContext): LimitRule[] =>
  reflector.get<LimitRule[] | undefined>(RULES, context.getHandler()) ?? [];

/** A limit for each network address. */
export const perAddress = (setting: string): LimitRule => ({
  setting,
  each: 'network address',
  by: addressOf,
});

/** A limit for each person who calls. */
export const perPerson = (setting: string): LimitRule => ({
  setting,
  each: 'person',
  by: ({ caller }) => caller?.id,
});

/** The same limit, counted only for requests that fulfil a condition. */
export const when = (
  condition: (request: FastifyRequest) => boolean,
  { by, ...rule }: LimitRule,
): LimitRule => ({ ...rule, by: (request) => (condition(request) ? by?.(request) : undefined) });

/** The address that a call comes from. Of an IPv6 address it is the /64 network, all of which its owner controls. */
export function addressOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  if (!isIPv6(ip) || ip.includes('.')) return ip.replace(/^::ffff:/, '');
  const groups = (part = '') => part.split(':').filter(Boolean);
  const [head, tail] = ip.split('::');
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
