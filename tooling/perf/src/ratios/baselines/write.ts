import { fastify } from 'fastify';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Pool } from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { v7 } from 'uuid';
import { z } from 'zod';

const REGISTER = 'insert into registration (id, name, sex) values ($1, $2, $3) on conflict do nothing';
const SAY = `
  insert into messaging.outbox (id, type, subject, attributes, body)
  values ($1, 'baby.registered.v1', $2, $3, $4)`;

/** The registration of a birth in bare Fastify: the same validation, limit, pool and rows, and no relay that sends the event. */
export async function start({ ROOT = '', ...env }: Record<string, string>): Promise<string> {
  const { Name, Sex } = await import(pathToFileURL(join(ROOT, 'dist/apps/names-intake/src/name.js')).href);
  const Baby = z.strictObject({ name: Name, sex: Sex });
  const pool = new Pool({
    connectionString: env.DATABASE_URL,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    max: 5,
  });
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    schemaName: 'platform',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    points: Number(env.LIMIT),
    duration: 60,
  });
  pool.on('error', console.error);
  const server = fastify();
  server.post('/baby', async (request, reply) => {
    await limiter.consume(request.ip);
    const { success, data: baby } = Baby.safeParse(request.body);
    if (!success) return reply.status(422).send();
    const [registrationId, eventId] = [v7(), v7()];
    const body = { registrationId, ...baby };
    const attributes = {
      specversion: '1.0',
      id: eventId,
      type: 'baby.registered.v1',
      subject: registrationId,
    };
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query({ name: 'register', text: REGISTER, values: [registrationId, baby.name, baby.sex] });
      await client.query({ name: 'say', text: SAY, values: [eventId, registrationId, attributes, body] });
      await client.query('commit');
    } finally {
      client.release();
    }
    return reply.status(201).send(body);
  });
  return server.listen({ host: '127.0.0.1', port: 0 });
}
