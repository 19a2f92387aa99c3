import type { Refusal } from '#libs/messaging';
import type { FastifyReply } from 'fastify';
import { TooManyRequests } from './common-problems.js';

/** What a policy allows (draft-ietf-httpapi-ratelimit-headers): the value of `RateLimit-Policy`, and of `RateLimit`. */
export interface Quota {
  policy: string;
  left: string;
}

/**
 * The refusal (429) of a call that exceeds a limit; its answer names the exhausted policy.
 * @param name of the policy
 * @param policy what else it says: `q=3;w=60`
 * @param retryAfter seconds after which the caller may try again
 */
export function limitExhausted(
  name: string,
  policy: string,
  retryAfter: number,
  message = tryAgain(retryAfter),
): Refusal {
  const exhausted: Quota = { policy: `"${name}";${policy}`, left: `"${name}";r=0;t=${retryAfter}` };
  return TooManyRequests.refusal(message, { retryAfter, exhausted });
}

const tryAgain = (seconds: number): string => `Too many requests: try again in ${seconds} seconds.`;

/** Tells of a policy, in addition to those that the answer names. */
export function tellQuota(reply: FastifyReply, { policy, left }: Quota): void {
  appendItem(reply, 'ratelimit-policy', policy);
  appendItem(reply, 'ratelimit', left);
}

function appendItem(reply: FastifyReply, name: string, item: string): void {
  const before = reply.getHeader(name);
  void reply.header(name, before ? `${String(before)}, ${item}` : item);
}
