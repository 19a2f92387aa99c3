import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientBase, Pool, type PoolConfig } from 'pg';
import type { Broker, Delivery, OnError, Publication } from '../broker.js';
import type { Message } from '../envelope.js';
import type { Declared } from '../topology.js';
import { publicationOf, type Undelivered } from './postgres-publication.js';

/** Intervals in milliseconds. A lease is renewed at a third of its time; a query without an answer breaks the connection. */
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
 * A broker in PostgreSQL: one row per message and queue, leased while it is handled. NOTIFY only wakes a consumer early.
 * Polling delivers without it, and detects a dead connection, which both share. Figures: docs/messaging.md.
 */
export class PostgresBroker implements Broker {
  private readonly publisher: Pool;
  /** Does not wait for the disk: a lease or an acknowledgement that a crash undoes only costs a second delivery. */
  private readonly consumer: Pool;
  private readonly intervals: typeof INTERVALS;
  private readonly held = new Map<string, Lease>();
  private readonly settled = { ack: [] as Lease[], release: [] as Lease[] };
  private flushing?: Promise<void>;
  private wake: () => void = () => {};
  /** The newest message that NOTIFY announced. */
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
      // pg awaits it, although its type does not say so.
      onConnect: ((client) => this.listen(client)) as (client: ClientBase) => void,
    });
    this.consumer.on('error', () => this.wake()); // connects again
  }

  async topology(): Promise<Declared> {
    const { rows } = await this.publisher.query<Declared>('select * from topology()');
    return rows[0] as Declared;
  }

  async publish(messages: Message[]): Promise<Publication> {
    const { rows } = await this.publisher.query<Undelivered>({
      name: 'publish',
      text: 'select * from publish($1::jsonb[], $2)',
      values: [
        messages.map(({ attributes }) => JSON.stringify(attributes)),
        messages.map(({ body }) => body),
      ],
    });
    return publicationOf(rows, decodeURIComponent(new URL(this.url).username));
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
    return (this.stopped ??= this.disconnect());
  }

  private async disconnect(): Promise<void> {
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
      idleTimeoutMillis: 0, // never closed: an event after a quiet minute must not wait for a name server
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
      const woken = this.nextWake(); // created before the fetch, so that a NOTIFY during the fetch is not lost
      const { announced } = this;
      const room = prefetch - this.held.size;
      const rows = room > 0 ? await this.fetch(room) : [];
      for (const row of rows) receive(this.hold(row));
      newest = Math.max(newest, ...rows.map(({ seq }) => Number(seq)));
      const more = rows.length === room || room <= 0;
      // While there is a backlog, half the prefetch is fetched at once, not row by row.
      this.onRoom = () => more && this.held.size <= prefetch / 2 && this.wake();
      this.onRoom();
      await woken;
      // Replicas that fetch at the same time slow each other down, so one that came too late waits a moment.
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

  private async fetch(most: number, mayRetry = true): Promise<Row[]> {
    try {
      const { rows } = await this.consumer.query<Row>({
        name: 'take',
        text: 'select * from take($1, $2)',
        values: [most, this.intervals.leaseMs],
      });
      return rows;
    } catch (error) {
      this.onError(error as Error);
      // A broken connection may have missed a NOTIFY: fetch on a new one. If that fails too, the next poll tries again.
      return mayRetry ? this.fetch(most, false) : [];
    }
  }

  private hold({ seq, token, id, redelivered, attributes, body }: Row): Delivery {
    const lease = { seq, token };
    this.held.set(seq, lease);
    const settle = (how: 'ack' | 'release') => () => {
      // Otherwise the lease ran out, and the message was delivered again, possibly to this consumer.
      if (this.held.get(seq) === lease) this.held.delete(seq);
      this.settled[how].push(lease);
      void this.flush();
      this.onRoom();
    };
    return { id, redelivered, attributes, body, ack: settle('ack'), release: settle('release') };
  }

  /** One statement settles every message that was settled while the previous statement ran. */
  private flush(): Promise<void> {
    return (this.flushing ??= this.settleAll());
  }

  private async settleAll(): Promise<void> {
    await Promise.resolve(); // so that messages settled in the same tick share a statement
    const { ack, release } = this.settled;
    while (ack.length || release.length) {
      await this.call('ack', ack.splice(0));
      await this.call('release', release.splice(0));
    }
    this.flushing = undefined;
  }

  /** A failure costs a second delivery, which the inbox absorbs: the leases run out. */
  private async call(how: 'ack' | 'release' | 'extend', leases: Lease[]): Promise<void> {
    if (!leases.length) return;
    const values: unknown[] = [leases.map(({ seq }) => seq), leases.map(({ token }) => token)];
    if (how === 'extend') values.push(this.intervals.leaseMs);
    const places = values.map((_, at) => `$${at + 1}`).join(', ');
    const query = () => this.consumer.query({ name: how, text: `select ${how}(${places})`, values });
    await query().catch(query).catch(this.onError); // once more, because only use reveals that a connection is broken
  }

  private renew(): Promise<void> {
    return this.call('extend', [...this.held.values()]);
  }
}
