import type { ClientBase } from 'pg';
import type { Broker, Delivery, OnError, Publication, QueueStates } from '../broker.js';
import type { Message } from '../envelope.js';
import { type Declared, notHeardBy, notSaidBy, TopologyError } from '../topology.js';
import { PostgresConnection } from './postgres-connection.js';
import { PostgresConsumer } from './postgres-consumer.js';
import { INTERVALS, type Intervals } from './postgres-intervals.js';
import { PostgresSettler } from './postgres-settler.js';
import { publicationOf, type Undelivered } from './publication.js';

/**
 * A broker in PostgreSQL: one row per message and queue, leased while it is handled. NOTIFY only wakes a consumer early.
 * Polling delivers without it, and detects a dead connection, which both share. Figures: docs/messaging.md.
 */
export class PostgresBroker implements Broker {
  readonly leaseMs: number;
  private readonly intervals: Intervals;
  private readonly role: string;
  private readonly publisher: PostgresConnection;
  /** Does not wait for the disk: a lease or an acknowledgement that a crash undoes only costs a second delivery. */
  private readonly subscriber: PostgresConnection;
  private readonly consumer: PostgresConsumer;
  private readonly settler: PostgresSettler;
  private stopped?: Promise<void>;

  /** @param url `postgres://role:password@host:port/database`; the role's name is the name of the queue */
  constructor(url: string, onError: OnError, intervals: Partial<Intervals> = {}) {
    this.intervals = { ...INTERVALS, ...intervals };
    this.leaseMs = this.intervals.leaseMs;
    this.role = decodeURIComponent(new URL(url).username);
    this.publisher = new PostgresConnection(url, onError, this.intervals);
    this.subscriber = new PostgresConnection(url, onError, this.intervals, {
      settings: { synchronous_commit: 'off' },
      onConnect: (client) => this.listen(client),
    });
    this.settler = new PostgresSettler(this.subscriber, this.leaseMs, onError, () =>
      this.consumer.madeRoom(),
    );
    this.consumer = new PostgresConsumer(this.subscriber, this.settler, this.intervals, onError);
    this.subscriber.onBroken(() => this.consumer.missedSome()); // connects again
  }

  async topology(): Promise<Declared> {
    const { rows } = await this.publisher.query<Declared>('select * from topology()');
    return rows[0] as Declared;
  }

  async publish(messages: Message[]): Promise<Publication> {
    const { rows } = await this.publisher.query<Undelivered>({
      name: 'publish',
      text: 'select * from publish($1::jsonb[], $2)',
      values: columnsOf(messages),
    });
    return publicationOf(rows, this.role);
  }

  async redeliver(hearer: string, messages: Message[]): Promise<void> {
    const { rows } = await this.publisher.query<{ type: string; outcome: 'forbidden' | 'not heard' }>({
      name: 'redeliver',
      text: 'select * from redeliver($1, $2::jsonb[], $3)',
      values: [hearer, ...columnsOf(messages)],
    });
    const reasons = rows.map(({ type, outcome }) =>
      outcome === 'forbidden' ? notSaidBy(this.role, type) : notHeardBy(hearer, type),
    );
    if (reasons.length) throw new TopologyError(reasons.join('; '));
  }

  async consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    await this.subscriber.query('select');
    if (!this.stopped) this.consumer.start(prefetch, receive);
  }

  cancel(): Promise<void> {
    return this.consumer.cancel();
  }

  async erase(datasubject: string): Promise<void> {
    await this.publisher.query({ text: 'select erase($1)', values: [datasubject] });
  }

  async queues(): Promise<QueueStates> {
    const { rows } = await this.publisher.query<QueueStates>(
      `select clock_timestamp() as at, settled_before() as "settledBefore", (select to_jsonb(u) from upkeep() u) as upkeep,
        coalesce(jsonb_agg(jsonb_build_object('queue', queue, 'waiting', waiting,
        'leased', leased, 'oldestAgeSeconds', oldest_age_seconds)), '[]') as queues from queues()`,
    );
    return rows[0] as QueueStates;
  }

  async ping(): Promise<void> {
    await this.publisher.query('select');
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.disconnect());
  }

  /** Leases that a server without an answer does not take back run out by themselves. */
  private async disconnect(): Promise<void> {
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (deadline = setTimeout(resolve, this.intervals.stopMs)));
    try {
      await Promise.race([this.releaseAndClose(), late]);
    } finally {
      clearTimeout(deadline);
      for (const connection of [this.publisher, this.subscriber]) connection.destroy();
    }
  }

  private async releaseAndClose(): Promise<void> {
    await this.cancel();
    await this.settler.releaseAll();
    await Promise.all([this.publisher.close(), this.subscriber.close()]);
  }

  private async listen(client: ClientBase): Promise<void> {
    client.on('notification', ({ payload = '' }) => this.consumer.notified(payload));
    await client.query(`listen ${client.escapeIdentifier(this.role)}`);
    this.consumer.missedSome();
  }
}

const columnsOf = (messages: Message[]) => [
  messages.map(({ attributes }) => JSON.stringify(attributes)),
  messages.map(({ body }) => body),
];
