import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientBase, Pool, type PoolConfig } from 'pg';
import type { Broker, Delivery, OnError } from '../broker.js';
import type { Message } from '../envelope.js';

/** Intervals in milliseconds. A lease is renewed three times before it would end; a connection without an answer is left. */
const INTERVALS = { pollMs: 3_000, leaseMs: 30_000, answerMs: 10_000, yieldMs: 50 };

interface Lease {
  seq: string;
  token: string;
}

interface Row extends Lease, Message {
  id: string;
  redelivered: boolean;
}

/**
 * A broker in PostgreSQL: one row per message and queue, leased while it is handled. NOTIFY only wakes a consumer up
 * early; polling delivers without it, and finds out when the connection that both use is dead. Figures:
 * docs/messaging.md.
 */
export class PostgresBroker implements Broker {
  private readonly publisher: Pool;
  /** Losing a lease or an acknowledgement in a crash costs a second delivery, no more: not worth waiting for a disk. */
  private readonly consumer: Pool;
  private readonly intervals: typeof INTERVALS;
  private readonly held = new Map<string, Lease>();
  private readonly settled = { ack: [] as Lease[], release: [] as Lease[] };
  private flushing?: Promise<void>;
  private wake: () => void = () => {};
  /** The newest message that NOTIFY told of. */
  private announced = 0;
  private onRoom: () => void = () => {};
  private consuming?: Promise<void>;
  private renewing?: NodeJS.Timeout;
  private readonly cancelling = new AbortController();
  private stopped?: Promise<void>;

  /** @param url `postgres://role:password@host:port/database`; the role's name is the name of the queue */
  constructor(
    private readonly url: string,
    private readonly onError: OnError,
    intervals: Partial<typeof INTERVALS> = {},
  ) {
    this.intervals = { ...INTERVALS, ...intervals };
    this.publisher = this.pool({});
    this.consumer = this.pool({
      options: '-c synchronous_commit=off',
      onConnect: ((client) => this.listen(client)) as (client: ClientBase) => void, // awaited, unlike its type says
    });
    this.consumer.on('error', () => this.wake()); // connects again
  }

  async declare(types: string[]): Promise<void> {
    await this.publisher.query('select declare_queue($1)', [types]);
  }

  async publish(messages: Message[]): Promise<void> {
    await this.publisher.query({
      name: 'publish',
      text: 'select publish($1, $2, $3::jsonb[], $4)',
      values: [
        messages.map(({ attributes }) => attributes.id),
        messages.map(({ attributes }) => attributes.type),
        messages.map(({ attributes }) => JSON.stringify(attributes)),
        messages.map(({ body }) => body),
      ],
    });
  }

  async consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    await this.consumer.query('select');
    if (this.cancelling.signal.aborted) return;
    this.renewing = setInterval(() => void this.renew(), this.intervals.leaseMs / 3);
    this.consuming = this.fetchUntilCancelled(prefetch, receive);
  }

  async cancel(): Promise<void> {
    this.cancelling.abort();
    this.wake();
    await this.consuming;
  }

  async erase(datasubject: string): Promise<void> {
    await this.publisher.query('select erase($1)', [datasubject]);
  }

  async ping(): Promise<void> {
    await this.publisher.query('select');
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.hangUp());
  }

  private async hangUp(): Promise<void> {
    await this.cancel();
    clearInterval(this.renewing);
    this.settled.release.push(...this.held.values());
    await this.flush();
    await Promise.all([this.publisher.end(), this.consumer.end()]);
  }

  private pool(config: PoolConfig): Pool {
    const pool = new Pool({
      connectionString: this.url,
      max: 1,
      idleTimeoutMillis: 0, // kept: an event after a quiet minute must not wait for a name server
      connectionTimeoutMillis: 5_000,
      query_timeout: this.intervals.answerMs,
      ...config,
    });
    pool.on('error', this.onError);
    pool.on('connect', (client) => client.on('error', this.onError));
    return pool;
  }

  private async listen(client: ClientBase): Promise<void> {
    client.on('notification', ({ payload }) => {
      this.announced = Number(payload);
      this.wake();
    });
    await client.query(`listen ${client.escapeIdentifier(decodeURIComponent(new URL(this.url).username))}`);
  }

  private async fetchUntilCancelled(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    const { signal } = this.cancelling;
    for (let newest = 0; !signal.aborted;) {
      const woken = this.nextWake(); // made before the fetch, so that a NOTIFY during the fetch is not lost
      const { announced } = this;
      const room = prefetch - this.held.size;
      const rows = room > 0 ? await this.fetch(room) : [];
      for (const row of rows) receive(this.hold(row));
      newest = Math.max(newest, ...rows.map(({ seq }) => Number(seq)));
      const more = rows.length === room || room <= 0;
      // A backlog is fetched by half the prefetch, not row by row.
      this.onRoom = () => more && this.held.size <= prefetch / 2 && this.wake();
      this.onRoom();
      await woken;
      // Replicas that all ask at once slow down the one that is served: who was late lets the others go first.
      if (!more && announced > newest) await sleep(this.intervals.yieldMs, null, { signal }).catch(() => {});
    }
  }

  private nextWake(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.intervals.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async fetch(most: number, again = true): Promise<Row[]> {
    try {
      const { rows } = await this.consumer.query<Row>({
        name: 'take',
        text: 'select * from take($1, $2)',
        values: [most, this.intervals.leaseMs],
      });
      return rows;
    } catch (error) {
      this.onError(error as Error);
      // A broken connection was not told of everything: ask on a new one. If there is none, the next poll tries again.
      return again ? this.fetch(most, false) : [];
    }
  }

  private hold({ seq, token, id, redelivered, attributes, body }: Row): Delivery {
    const lease = { seq, token };
    this.held.set(seq, lease);
    const settle = (how: 'ack' | 'release') => () => {
      if (this.held.get(seq) === lease) this.held.delete(seq); // else it ran out and was handed out again, even to us
      this.settled[how].push(lease);
      void this.flush();
      this.onRoom();
    };
    return { id, redelivered, attributes, body, ack: settle('ack'), release: settle('release') };
  }

  /** One statement tells of all that ended while the one before was under way. */
  private flush(): Promise<void> {
    return (this.flushing ??= this.tell());
  }

  private async tell(): Promise<void> {
    await Promise.resolve(); // for what else settles now
    const { ack, release } = this.settled;
    while (ack.length || release.length) {
      await this.call('ack', ack.splice(0));
      await this.call('release', release.splice(0));
    }
    this.flushing = undefined;
  }

  /** What fails here costs a second delivery, which the inbox absorbs: the leases run out. */
  private async call(how: 'ack' | 'release' | 'extend', leases: Lease[]): Promise<void> {
    if (!leases.length) return;
    const values: unknown[] = [leases.map(({ seq }) => seq), leases.map(({ token }) => token)];
    if (how === 'extend') values.push(this.intervals.leaseMs);
    const places = values.map((_, at) => `$${at + 1}`).join(', ');
    const ask = () => this.consumer.query({ name: how, text: `select ${how}(${places})`, values });
    await ask().catch(ask).catch(this.onError); // again, because a connection that was cut is found out only by use
  }

  private renew(): Promise<void> {
    return this.call('extend', [...this.held.values()]);
  }
}
