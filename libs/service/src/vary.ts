import type { FastifyReply } from 'fastify';

/** Tells caches of one more header of requests on which the answer depends (RFC 9110, section 12.5.5). */
export function addVary(reply: FastifyReply, name: string): void {
  const names = [reply.getHeader('vary') ?? []].flat().flatMap((text) => String(text).split(/\s*,\s*/));
  if (!names.some((known) => known.toLowerCase() === name.toLowerCase()))
    void reply.header('vary', [...names, name].join(', '));
}
