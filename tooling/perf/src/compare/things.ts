import { databaseUrl } from '#libs/database';
import { ANSWER_MS } from '#tooling/platform';
import { fastify } from 'fastify';
import { Pool } from 'pg';
import type { Servers, Thing } from './contender.js';

/* What contenders have in common that are written without Troupe. */

export const SAVE = 'insert into thing (id, note) values ($1, $2)';
export const TAKE = 'insert into effect (id, note) values ($1, $2)';
const CONNECTIONS = 5;

export const openPool = ({ owner }: Servers, database: string): Pool =>
  new Pool({
    connectionString: databaseUrl(owner, database),
    max: CONNECTIONS,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  }).on('error', console.error);

const body = {
  type: 'object',
  required: ['id', 'note'],
  properties: { id: { type: 'string', format: 'uuid' }, note: { type: 'string', maxLength: 1_000 } },
};

/** Serves `POST /things` with bare Fastify. @returns its URL */
export function serveThings(save: (thing: Thing) => Promise<unknown>): Promise<string> {
  const server = fastify();
  server.post<{ Body: Thing }>('/things', { schema: { body } }, async ({ body: thing }, reply) => {
    await save(thing);
    return reply.status(201).send({ id: thing.id });
  });
  return server.listen({ host: '127.0.0.1', port: 0 });
}
