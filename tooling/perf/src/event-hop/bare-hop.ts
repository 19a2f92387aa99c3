import { openSession } from '#libs/database';
import { databaseUrl } from '#libs/service';
import type { Client } from 'pg';
import { type Hop, NOTE } from './hop.js';

const INSERT = 'insert into thing (id, note) values ($1, $2)';
const PUBLISH = `with put as (${INSERT} returning id) select pg_notify('floor', id::text) from put`;

/**
 * The floor of a hop: the same three durable commits (sender, broker with NOTIFY, consumer) as bare statements.
 * @param committed is called with the id of each event that the consumer has committed
 */
export async function openBareHop(owner: string, committed: (id: string) => void): Promise<Hop> {
  const names = ['sender', 'broker', 'consumer', 'broker'];
  const sessions = await Promise.all(names.map((name) => openSession(databaseUrl(owner, name))));
  const [sender, publisher, consumer, listener] = sessions as [Client, Client, Client, Client];
  await listener.query('listen floor');
  await publisher.query('create table thing (id uuid primary key, note text)');
  listener.on('notification', ({ payload: id = '' }) => {
    void consumer.query({ name: 'insert', text: INSERT, values: [id, NOTE] }).then(() => committed(id));
  });
  return {
    name: 'floor',
    async send(id, committing) {
      await sender.query('begin');
      await sender.query({ name: 'insert', text: INSERT, values: [id, NOTE] });
      committing();
      await sender.query('commit');
      await publisher.query({ name: 'publish', text: PUBLISH, values: [id, NOTE] });
    },
    async stop() {
      await Promise.all(sessions.map((session) => session.end()));
    },
  };
}
