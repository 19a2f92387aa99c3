import type { Delivery, OnError } from '../broker.js';
import type { Message } from '../envelope.js';
import type { PostgresConnection } from './postgres-connection.js';

interface Lease {
  seq: string;
  token: string;
}

/** A message as `take` hands it out. */
export interface TakenRow extends Lease, Message {
  id: string;
  redelivered: boolean;
}

type Change = 'ack' | 'release' | 'extend';

/** Acknowledges, releases and extends leases: one statement for all that was asked while the previous one ran. */
export class PostgresSettler {
  private readonly held = new Map<string, Lease>();
  private readonly asked: Record<Change, Lease[]> = { ack: [], release: [], extend: [] };
  private flushing?: Promise<void>;

  /** @param onSettled called when there is room for one more message */
  constructor(
    private readonly connection: PostgresConnection,
    private readonly leaseMs: number,
    private readonly onError: OnError,
    private readonly onSettled: () => void,
  ) {}

  /** How many messages are neither acknowledged nor released. */
  get unsettled(): number {
    return this.held.size;
  }

  hold({ seq, token, id, redelivered, attributes, body }: TakenRow): Delivery {
    const lease = { seq, token };
    this.held.set(seq, lease);
    return {
      id,
      redelivered,
      attributes,
      body,
      ack: () => this.settle('ack', lease),
      release: () => this.settle('release', lease),
      extend: () => this.ask('extend', lease),
    };
  }

  /** Releases every unsettled message, and resolves when the server has everything that was asked, or has failed. */
  async releaseAll(): Promise<void> {
    this.asked.release.push(...this.held.values());
    this.held.clear();
    await this.flush();
  }

  private settle(change: 'ack' | 'release', lease: Lease): void {
    // Otherwise the lease ran out, and the message was delivered again, possibly to this consumer.
    if (this.held.get(lease.seq) === lease) this.held.delete(lease.seq);
    this.ask(change, lease);
    this.onSettled();
  }

  private ask(change: Change, lease: Lease): void {
    this.asked[change].push(lease);
    void this.flush();
  }

  private flush(): Promise<void> {
    return (this.flushing ??= this.flushAll());
  }

  private async flushAll(): Promise<void> {
    await Promise.resolve(); // so that messages settled in the same tick share a statement
    const { ack, release, extend } = this.asked;
    while (ack.length || release.length || extend.length) {
      await this.call('ack', ack.splice(0));
      await this.call('release', release.splice(0));
      await this.call('extend', extend.splice(0), [this.leaseMs]);
    }
    this.flushing = undefined;
  }

  /** A failure costs a second delivery, which the inbox absorbs: the leases run out. */
  private async call(change: Change, leases: Lease[], more: number[] = []): Promise<void> {
    if (!leases.length) return;
    const values = [leases.map(({ seq }) => seq), leases.map(({ token }) => token), ...more];
    const places = values.map((_, at) => `$${at + 1}`).join(', ');
    const query = () => this.connection.query({ name: change, text: `select ${change}(${places})`, values });
    await query().catch(query).catch(this.onError); // once more, because only use reveals that a connection is broken
  }
}
