import { ANSWER_MS } from '#tooling/platform';
import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, request } from 'undici';

/** Headers that belong to one connection. */
const OF_CONNECTION = ['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];

/** A request of Pact's verifier to the provider. */
export interface ProviderRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The provider's answer to a request. */
export interface ProviderResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends a request to a running provider, and returns its answer byte by byte. */
export async function forward(
  url: string,
  { method, path, headers, body }: ProviderRequest,
): Promise<ProviderResponse> {
  const answer = await request(new URL(path, url), {
    method: method as Dispatcher.HttpMethod,
    headers: withoutConnection(headers),
    body: body.length ? body : null,
    signal: AbortSignal.timeout(ANSWER_MS),
    reset: true, // no connection outlives the verification
  });
  return {
    status: answer.statusCode,
    headers: withoutConnection(answer.headers),
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}

const withoutConnection = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name)));
