import type { FastifyReply } from 'fastify';
import { listOf } from './list-header.js';

/** Tells caches of one more header of requests on which the answer depends (RFC 9110, section 12.5.5). */
export function addVary(reply: FastifyReply, name: string): void {
  const names = [reply.getHeader('vary') ?? []].flat().flatMap((text) => listOf(String(text)));
  if (!names.some((known) => known.toLowerCase() === name.toLowerCase()))
    void reply.header('vary', [...names, name].join(', '));
}
