import { ANSWER_MS } from '#tooling/platform';
import { databaseUrl } from '#libs/service';
import { Pool } from 'pg';
import { Connection } from 'rabbitmq-client';
import { type Hop, NOTE } from './hop.js';

const INSERT = 'insert into thing (id, note) values ($1, $2)';
const PUBLISH = `with put as (${INSERT} returning id) select pg_notify($3, id::text) from put`;

/** What carries events from bare statements to others. */
interface Carrier {
  /** Resolves when the event is durable. */
  publish(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** Opens a carrier. @param consume commits what an event causes */
export type Carry = (consume: (id: string) => Promise<void>) => Promise<Carrier>;

/**
 * The floor of a hop: the same durable commits of the sender, of what carries the event and of the consumer, as bare
 * statements.
 * @param committed is called with the id of each event that the consumer has committed
 */
export async function openBareHop(
  owner: string,
  committed: (id: string) => void,
  carry: Carry,
): Promise<Hop> {
  const [sender, consumer] = [poolOf(owner, 'sender'), poolOf(owner, 'consumer')];
  const carrier = await carry(async (id) => {
    await consumer.query({ name: 'insert', text: INSERT, values: [id, NOTE] });
    committed(id);
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
      await carrier.publish(id);
    },
    async stop() {
      await carrier.stop();
      await Promise.all([sender, consumer].map((pool) => pool.end()));
    },
  };
}

const poolOf = (owner: string, database: string): Pool =>
  new Pool({
    connectionString: databaseUrl(owner, database),
    max: 1,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  }).on('error', console.error);

/** A row in the broker's database, and NOTIFY. @param channel which no other floor may hear */
export const byNotify =
  (owner: string, channel: string): Carry =>
  async (consume) => {
    const [publisher, notifications] = [poolOf(owner, 'broker'), poolOf(owner, 'broker')];
    const listener = await notifications.connect();
    await listener.query(`listen ${channel}`);
    await publisher.query('create table if not exists thing (id uuid primary key, note text)');
    listener.on('notification', ({ payload: id = '' }) => void consume(id));
    return {
      publish: async (id) =>
        void (await publisher.query({ name: 'publish', text: PUBLISH, values: [id, NOTE, channel] })),
      async stop() {
        listener.release();
        await Promise.all([publisher, notifications].map((pool) => pool.end()));
      },
    };
  };

/** A confirmed publication to a quorum queue of RabbitMQ. @param url of its administrator */
export const byConfirm =
  (url: string, queue: string): Carry =>
  async (consume) => {
    const { hostname, port, username, password } = new URL(url);
    const connect = () => {
      const connection = new Connection({ hostname, port, username, password, noDelay: true });
      return connection.on('error', console.error);
    };
    const [outgoing, incoming] = [connect(), connect()];
    const [publisher, consumer] = [await outgoing.acquire(), await incoming.acquire()];
    await publisher.confirmSelect();
    await publisher.queueDeclare({ queue, durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await consumer.basicQos({ prefetchCount: 10 });
    await consumer.basicConsume({ queue }, ({ deliveryTag, body }) => {
      void consume((body as { id: string }).id).then(() => consumer.basicAck({ deliveryTag }));
    });
    return {
      publish: (id) => publisher.basicPublish({ routingKey: queue, durable: true }, { id, note: NOTE }),
      async stop() {
        await Promise.all([publisher.close(), consumer.close()]);
        await Promise.all([outgoing.close(), incoming.close()]);
      },
    };
  };
