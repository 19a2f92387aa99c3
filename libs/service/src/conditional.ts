import type { FastifyReply } from 'fastify';
import { hash } from 'node:crypto';
import { IfMatchInvalid, IfMatchWeak, PreconditionRequired } from './common-problems.js';
import { headerParameter } from './header-parameter.js';
import { inOrder } from './in-order.js';
import { listOf } from './list-header.js';
import { A_TAG } from './openapi-headers.js';

/** What is stored of an entity, with the number of its last change. */
interface Versioned {
  version: number;
}

/** Whether an answer shows its version. */
export const isVersioned = (answer: unknown): answer is Versioned =>
  typeof answer === 'object' && answer !== null && 'version' in answer && Number.isInteger(answer.version);

/**
 * A strong entity tag (RFC 9110, section 8.8.3): the entity's version, and a digest of all that is stored. The version
 * alone would be taken for another one after a reset, or a restore from an older backup.
 */
export const etagOf = (entity: Versioned): string => `"${entity.version}-${digestOf(entity)}"`;

const digestOf = (entity: object): string =>
  hash('sha256', JSON.stringify(inOrder(entity)), 'base64url').slice(0, 11);

/**
 * Answers with an entity and its tag, or with 304 when the caller has that version already. The caller may cache the
 * entity, and must revalidate it before each use.
 */
export function conditional<Body>(reply: FastifyReply, entity: Versioned, body: Body): Body | undefined {
  const tag = etagOf(entity);
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
  // Compared weakly (RFC 9110, section 13.1.2): a proxy that compresses an answer weakens its tag.
  const held = reply.request.headers['if-none-match']?.replaceAll(/\bW\//g, '');
  if (!names(held, tag)) return body;
  void reply.status(304);
  return undefined;
}

const IF_MATCH = {
  name: 'if-match',
  schema: { type: 'string' },
  example: A_TAG,
  description: 'The ETag that the caller received last: what has changed since is left as it is (412).',
};

const ifMatch = (required: boolean) =>
  headerParameter({ ...IF_MATCH, required }, ({ headers }) => headers['if-match'], [
    IfMatchInvalid,
    IfMatchWeak,
    ...(required ? [PreconditionRequired] : []),
  ]);

/** The `If-Match` of a request that must have one, for `knowsVersion`. The documentation of the route tells of it. */
export const IfMatch = ifMatch(true);

/** The `If-Match` of a request that may have one, for `permitsVersion`. The documentation of the route tells of it. */
export const OptionalIfMatch = ifMatch(false);

/**
 * Whether a request to change an entity names the entity's current version.
 * @param ifMatch the request's `If-Match`
 * @throws Refusal 428 when it is missing, 400 when it is no ETag, 412 when it is a weak one
 */
export function knowsVersion(ifMatch: string | undefined, entity: Versioned): boolean {
  if (ifMatch === undefined) {
    throw PreconditionRequired.refusal('Send If-Match with the ETag that you received last.');
  }
  return namesStrongly(ifMatch, entity);
}

/** Whether a request that needs no `If-Match` may change an entity: when it has one, this must name the current version. */
export const permitsVersion = (ifMatch: string | undefined, entity: Versioned): boolean =>
  ifMatch === undefined || namesStrongly(ifMatch, entity);

/** One entity tag (RFC 9110, section 8.8.3), in its second group the quotes and what is between them. */
const TAG = /^(W\/)?("[\x21\x23-\x7e\x80-\xff]*")$/;

/** Whether a list is `*` alone, or of tags. */
const isTags = (list: string[]): boolean =>
  list.join() === '*' || (list.length > 0 && list.every((tag) => TAG.test(tag)));

/** @throws Refusal 400 when the header has no ETag, and 412 when it has only weak ones, which name no version (section 13.1.1) */
function namesStrongly(ifMatch: string, entity: Versioned): boolean {
  const tags = listOf(ifMatch);
  if (!isTags(tags))
    throw IfMatchInvalid.refusal(
      'If-Match is not an ETag: send the ETag that you received last as it came, with its quotes.',
    );
  if (tags.every((tag) => tag.startsWith('W/')))
    throw IfMatchWeak.refusal(
      'If-Match takes no weak ETag: send the ETag that you received last without its W/.',
    );
  return names(ifMatch, etagOf(entity));
}

const names = (header: string | undefined, tag: string): boolean =>
  listOf(header).some((one) => ['*', tag].includes(one));
