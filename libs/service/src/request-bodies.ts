import { Refusal } from '#libs/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The charsets whose bytes are those of UTF-8. */
const UTF_8 = /^(utf-?8|us-ascii)$/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

const unsupported = (detail: string) => new Refusal('unsupported-media-type', detail, 415);

/** What is wrong with how a body is encoded (RFC 9110, sections 8.3 and 8.4), or undefined. */
function wrongEncoding({ headers }: FastifyRequest): Refusal | undefined {
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding.trim().toLowerCase() !== 'identity')
    return unsupported('Send the body without a Content-Encoding.');
  const [, charset = 'utf-8'] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
  return UTF_8.test(charset) ? undefined : unsupported('Send the body in UTF-8: no other charset is read.');
}

/** @throws Refusal (400) when the bytes are not UTF-8: to replace them would change what the caller sent */
function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refusal('bad-request', 'The body is not valid UTF-8: send it in UTF-8.', 400);
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
  return new Refusal(
    'bad-request',
    'The body has an escape of half a surrogate pair, such as \\ud800: escape both halves, or none.',
    400,
  );
}

/** Reads bodies of JSON in UTF-8 only, and refuses what would be read otherwise than it was meant. */
export function readBodies(server: FastifyInstance): void {
  server.addHook('preParsing', (request, reply, payload, done) => {
    const wrong = wrongEncoding(request);
    if (wrong) void reply.header('accept-encoding', 'identity');
    done(wrong, payload);
  });
  server.removeContentTypeParser(['text/plain', 'application/json']);
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decode(body as Buffer);
    void parse(request, text, (error, value: unknown) => {
      done(error ?? wrongTexts(text, value), value);
    });
  });
}

/** Whether an error means that the caller has closed the connection before the whole request arrived. */
export const isHangUp = (error: unknown, { raw }: FastifyRequest): boolean =>
  raw.errored !== null && raw.errored === error;
