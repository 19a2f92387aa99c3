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
    void parse(request, decode(body as Buffer), done);
  });
}

/** Whether an error means that the caller has closed the connection before the whole request arrived. */
export const isHangUp = (error: unknown, { raw }: FastifyRequest): boolean =>
  raw.errored !== null && raw.errored === error;
