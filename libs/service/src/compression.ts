import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { addVary } from './vary.js';

/** Smaller bodies are sent as they are, in bytes: they fit into a packet anyway. */
const THRESHOLD = 1_024;
/** Text in all its forms, but no stream of events, which a compressor would hold back. */
const COMPRESSIBLE =
  /^(text\/(?!event-stream)|image\/svg\+xml|application\/(?!x-ndjson)([\w.-]+\+)?(json|yaml|javascript|xml|openmetrics-text))/;

/** The codings of answers, the preferred one first. */
const CODINGS: ('br' | 'gzip')[] = ['br', 'gzip'];
/** The end of the tag of a body in one of them; no other tag has a full stop there. */
const CODED = new RegExp(String.raw`\.(${CODINGS.join('|')})(?=")`, 'g');
/** What a caller sends back of the tags of earlier answers. */
const CONDITIONS = ['if-match', 'if-none-match'];

/**
 * Compresses answers to callers who accept it. Each coding of a body has a tag of its own (RFC 9110, section 8.8.3.3), which
 * routes do not see: it names the same version as the tag that they gave. What is passed on stays as it was sent.
 */
export async function compressAnswers(server: FastifyInstance): Promise<void> {
  server.addHook('onRoute', (route) => {
    if (route.config?.passesBodiesOn) route.compress = false;
  });
  await server.register(compress, {
    globalDecompression: false, // see request-bodies.ts
    encodings: CODINGS,
    threshold: THRESHOLD,
    customTypes: COMPRESSIBLE,
  });
  server.addHook('onRequest', ({ headers }, _reply, done) => {
    for (const name of CONDITIONS)
      if (headers[name]) headers[name] = String(headers[name]).replaceAll(CODED, '');
    done();
  });
  // Hooks of a route run after those of the server, and this one after the compressor's.
  server.addHook('onRoute', (route) => {
    if (route.config?.passesBodiesOn) return;
    route.onSend = [route.onSend ?? []].flat();
    route.onSend.push((_request, reply, payload, done) => {
      tellCoding(reply);
      done(null, payload);
    });
  });
}

/** A cache must not give a compressed answer to a caller who does not accept it. */
function tellCoding(reply: FastifyReply): void {
  if (COMPRESSIBLE.test(String(reply.getHeader('content-type')))) addVary(reply, 'accept-encoding');
  const [coding, tag] = [reply.getHeader('content-encoding'), reply.getHeader('etag')];
  if (typeof coding === 'string' && typeof tag === 'string')
    void reply.header('etag', tag.replace(/"$/, `.${coding}"`));
}
