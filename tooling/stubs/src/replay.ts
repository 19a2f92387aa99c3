import { ANSWER_MS } from '#tooling/platform';
import { stringify } from 'node:querystring';
import { type Dispatcher, request } from 'undici';

/** A request that an imposter recorded. */
export interface RecordedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** As text. */
  body: string;
}

/** Headers that belong to a connection: each connection sets its own. */
const OF_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** A request to send; a parameter may have several values. */
type Request = Omit<RecordedRequest, 'query' | 'body'> & {
  query: Record<string, string | string[]>;
  body: string | Buffer;
};

/** Sends a request exactly as recorded, and returns the status of the answer. */
export async function replay(url: string, { method, path, query, headers, body }: Request): Promise<number> {
  const search = stringify(query);
  const kept = Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name.toLowerCase()));
  const answer = await request(`${url}${path}${search && `?${search}`}`, {
    method: method as Dispatcher.HttpMethod,
    headers: Object.fromEntries(kept),
    body: body.length ? body : null,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  await answer.body.dump();
  return answer.statusCode;
}
