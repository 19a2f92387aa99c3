import type { FastifyReply } from 'fastify';

/** Adds to the links of an answer (RFC 8288). */
export function addLink(reply: FastifyReply, link: string): void {
  const links = [reply.getHeader('link') ?? [], link].flat();
  void reply.header('link', links.join(', '));
}
