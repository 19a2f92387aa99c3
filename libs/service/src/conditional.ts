import { Refusal } from '#libs/messaging';
import type { FastifyReply } from 'fastify';

/** A strong entity tag from an entity's version (RFC 9110, section 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * Answers with an entity and its tag, or with 304 when the caller has that version already. The caller may cache the
 * entity, and must revalidate it before each use.
 */
export function conditional<Body>(reply: FastifyReply, version: number, body: Body): Body | undefined {
  void reply.headers({ etag: etagOf(version), 'cache-control': 'private, no-cache' });
  // Compared weakly (RFC 9110, section 13.1.2): a proxy that compresses an answer weakens its tag.
  const held = reply.request.headers['if-none-match']?.replaceAll('W/', '');
  if (!namesVersion(held, version)) return body;
  void reply.status(304);
  return undefined;
}

/**
 * Whether a request to change an entity names the entity's current version.
 * @param ifMatch the request's `If-Match`
 * @throws Refusal 428 when it is missing
 */
export function knowsVersion(ifMatch: string | undefined, version: number): boolean {
  if (ifMatch === undefined) {
    throw new Refusal('precondition-required', 'Send If-Match with the ETag that you received last.', 428);
  }
  return namesVersion(ifMatch, version);
}

const namesVersion = (header: string | undefined, version: number): boolean =>
  (header ?? '').split(',').some((tag) => ['*', etagOf(version)].includes(tag.trim()));
