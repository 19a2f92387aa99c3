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

/** Sends a request again, just as it was. Answers with the status. */
export async function replay(url: string, { method, path, query, headers, body }: Asked): Promise<number> {
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
