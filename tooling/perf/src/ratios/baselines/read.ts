import { fastify } from 'fastify';
import { Pool } from 'pg';

/** The statement of names-board. */
const SELECT = 'select "boys", "girls", "version", "as_of" from "top10" where "scope" = $1';
const names = {
  type: 'array',
  items: { type: 'object', properties: { name: { type: 'string' }, count: { type: 'integer' } } },
};
const response = {
  200: { type: 'object', properties: { boys: names, girls: names, asOf: { type: 'string' } } },
};

/** The top ten in bare Fastify: the same statement, the same pool, and the answer by a compiled schema. */
export async function start(env: Record<string, string>): Promise<string> {
  const pool = new Pool({
    connectionString: env.DATABASE_URL,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    max: 5,
  });
  pool.on('error', console.error);
  const server = fastify();
  server.get('/top10', { schema: { response } }, async () => {
    const { rows } = await pool.query({ name: 'top10', text: SELECT, values: ['all'] });
    const { boys, girls, as_of } = rows[0];
    return { boys, girls, asOf: as_of.toISOString() };
  });
  return server.listen({ host: '127.0.0.1', port: 0 });
}
