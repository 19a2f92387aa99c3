import { ANSWER_MS } from '#tooling/platform';
import { databaseUrl } from '#libs/service';
import { Pool } from 'pg';
import { type Hop, NOTE } from './hop.js';

const INSERT = 'insert into thing (id, note) values ($1, $2)';
const PUBLISH = `with put as (${INSERT} returning id) select pg_notify($3, id::text) from put`;

/**
 * The floor of a hop: the same three durable commits (sender, broker with NOTIFY, consumer) as bare statements.
 * @param committed is called with the id of each event that the consumer has committed
 * @param channel of its notifications, which no other one may hear
 */
export async function openBareHop(
  owner: string,
  committed: (id: string) => void,
  channel = 'floor',
): Promise<Hop> {
  const connect = (database: string) =>
    new Pool({
      connectionString: databaseUrl(owner, database),
      max: 1,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    }).on('error', console.error);
  const [sender, publisher, consumer] = [connect('sender'), connect('broker'), connect('consumer')];
  const notifications = connect('broker');
  const listener = await notifications.connect();
  await listener.query(`listen ${channel}`);
  await publisher.query('create table if not exists thing (id uuid primary key, note text)');
  listener.on('notification', ({ payload: id = '' }) => {
    void consumer.query({ name: 'insert', text: INSERT, values: [id, NOTE] }).then(() => committed(id));
  });
  return {
    name: 'floor',
    async send(id, committing) {
      const client = await sender.connect();
      await client.query('begin');
      await client.query({ name: 'insert', text: INSERT, values: [id, NOTE] });
      committing();
      await client.query('commit');
      client.release();
      await publisher.query({ name: 'publish', text: PUBLISH, values: [id, NOTE, channel] });
    },
    async stop() {
      listener.release();
      await Promise.all([sender, publisher, consumer, notifications].map((pool) => pool.end()));
    },
  };
}
