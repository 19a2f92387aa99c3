import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { isSame } from './same-text.js';

const KEY = 'x-edge-key';
const ADDRESS = 'x-client-address';

/** The headers by which the service at the edge tells another one the address of its caller. @param key the `EDGE_KEY` of both */
export const edgeHeaders = (key: string, { ip }: Pick<FastifyRequest, 'ip'>): Record<string, string> => ({
  [KEY]: key,
  [ADDRESS]: ip,
});

/**
 * Takes the address of a request from the service at the edge, which proves itself by the key: where addresses are handed out
 * anew, or all are those of one machine, an address proves nothing. Limits then count the callers, and not the edge.
 */
export function trustEdge(server: FastifyInstance, key: string | undefined): void {
  if (!key) return;
  server.addHook('onRequest', (request, _reply, done) => {
    const { [KEY]: given, [ADDRESS]: address } = request.headers;
    if (typeof given === 'string' && typeof address === 'string' && isIP(address) && isSame(given, key))
      Object.defineProperty(request, 'ip', { value: address });
    done();
  });
}
