import { applyDecorators, HttpException } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { Refusal } from '#libs/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BadRequest, UnsupportedMediaType } from './common-problems.js';
import { listOf } from './list-header.js';
import { MERGE_PATCH } from './merge-patch.js';
import { routeConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    consumes?: string;
    /** Bodies are passed on as they are, and whoever gets them refuses what it does not take. */
    passesBodiesOn?: true;
  }
}

export const JSON_TYPE = 'application/json';
/** What browsers send for a form, and OAuth clients. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';
/** What a `PATCH` takes; one in plain JSON is a merge patch, too. */
export const PATCH_TYPES = [MERGE_PATCH, JSON_TYPE];

/** The media type of a route's body, where it is not JSON, in the OpenAPI document too. */
export const Consumes = (type: string) => applyDecorators(ApiConsumes(type), routeConfig({ consumes: type }));

/** The media types of a route's body, the preferred one first. */
const typesOf = ({ routeOptions: { config }, method }: FastifyRequest): string[] => {
  if (config.consumes) return [config.consumes];
  return method === 'PATCH' ? PATCH_TYPES : [JSON_TYPE];
};

/** The charsets whose bytes are those of UTF-8. */
const UTF_8 = /^(utf-?8|us-ascii)$/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

const unsupported = (detail: string) => UnsupportedMediaType.refusal(detail);

const refuseType = (request: FastifyRequest) =>
  unsupported(`Send the body as ${typesOf(request).join(' or ')}.`);

/** The refusal of a body in a type that no route of the service takes, with the type that this one takes; else the error. */
export const wrongType = (error: unknown, request: FastifyRequest): unknown =>
  error instanceof HttpException && error.getStatus() === 415 ? refuseType(request) : error;

/** Fastify reads no body of them. */
const WITHOUT_BODY = ['GET', 'HEAD'];

/** A body in a type that another route of the service takes. */
function typeOfAnother(request: FastifyRequest): Refusal | undefined {
  const { headers } = request;
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (!hasBody || request.is404 || WITHOUT_BODY.includes(request.method)) return undefined;
  return typesOf(request).includes(type.trim().toLowerCase()) ? undefined : refuseType(request);
}

/** The refusal of a body in a content coding (RFC 9110, section 8.4). */
const wrongCoding = ({ headers }: FastifyRequest) =>
  listOf(headers['content-encoding']).every((coding) => coding.toLowerCase() === 'identity')
    ? undefined
    : unsupported('Send the body without a Content-Encoding.');

/** The refusal of a body in another charset than UTF-8 (RFC 9110, section 8.3). */
function wrongCharset({ headers }: FastifyRequest): Refusal | undefined {
  const [, charset = 'utf-8'] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
  return UTF_8.test(charset) ? undefined : unsupported('Send the body in UTF-8: no other charset is read.');
}

/** @throws Refusal (400) when the bytes are not UTF-8: to replace them would change what the caller sent */
function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw BadRequest.refusal('The body is not valid UTF-8: send it in UTF-8.');
  }
}

/** Half a surrogate pair, which only an escape can bring in, would become U+FFFD wherever the text is encoded. */
const HALF_A_PAIR = /\\u[dD][89a-fA-F]/;

const isWellFormed = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.isWellFormed()
    : typeof value !== 'object' || value === null || Object.entries(value).flat().every(isWellFormed);

/** A refusal (400) of a body whose texts have half a surrogate pair, or null. */
function wrongTexts(body: string, value: unknown): Refusal | null {
  if (!HALF_A_PAIR.test(body) || isWellFormed(value)) return null;
  return BadRequest.refusal(
    'The body has an escape of half a surrogate pair, such as \\ud800: escape both halves, or none.',
  );
}

/** Why a body was not parsed. */
function unreadable(body: string): Refusal {
  const refuse = (detail: string) => BadRequest.refusal(detail);
  if (!body) return refuse('The body is empty: send JSON, or no Content-Type.');
  try {
    JSON.parse(body);
  } catch {
    return refuse('The body is not valid JSON: mend it.');
  }
  return refuse('The body has a member __proto__, or a constructor with a prototype: send it without.');
}

/** Reads bodies of JSON in UTF-8 only, and refuses what would be read otherwise than it was meant. */
export function readBodies(server: FastifyInstance): void {
  server.addHook('preParsing', (request, reply, payload, done) => {
    if (request.routeOptions.config.passesBodiesOn) return done(null, payload);
    const coding = wrongCoding(request);
    // Only with a coding: any other 415 must not have this header (RFC 9110, section 12.5.3).
    if (coding) void reply.header('accept-encoding', 'identity');
    done(coding ?? wrongCharset(request) ?? typeOfAnother(request), payload);
  });
  server.removeContentTypeParser(['text/plain', JSON_TYPE]);
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser(PATCH_TYPES, { parseAs: 'buffer' }, (request, body, done) => {
    const text = decode(body as Buffer);
    void parse(request, text, (error, value: unknown) => {
      done(error ? unreadable(text) : wrongTexts(text, value), value);
    });
  });
}

/** Whether an error means that the caller has closed the connection before the whole request arrived. */
export const isHangUp = (error: unknown, { raw }: FastifyRequest): boolean =>
  raw.errored !== null && raw.errored === error;
