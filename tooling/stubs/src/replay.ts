import { stringify } from 'node:querystring';
import { type Dispatcher, request } from 'undici';

/** A request that an imposter recorded. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** As text. */
  body: string;
}

/** Headers of one connection, which the next one makes itself. */
const OF_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** A request to be sent; a parameter may be there several times. */
type Request = Omit<Asked, 'query'> & { query: Record<string, string | string[]> };

/** Sends a request, or sends it again just as it was. Answers with the status. */
export async function replay(url: string, { method, path, query, headers, body }: Request): Promise<number> {
  const search = stringify(query);
  const kept = Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name.toLowerCase()));
  const answer = await request(`${url}${path}${search && `?${search}`}`, {
    method: method as Dispatcher.HttpMethod,
    headers: Object.fromEntries(kept),
    body: body || null,
  });
  await answer.body.dump();
  return answer.statusCode;
}
