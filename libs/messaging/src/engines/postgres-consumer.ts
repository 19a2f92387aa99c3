import type { Delivery, OnError } from '../broker.js';
import type { PostgresConnection } from './postgres-connection.js';
import type { Intervals } from './postgres-intervals.js';
import type { PostgresSettler, TakenRow } from './postgres-settler.js';
import { ScanStart } from './scan-start.js';

/** `woken` is `fetching` when something has happened since the fetch began, so that another one must follow. */
type State = 'idle' | 'fetching' | 'woken' | 'waiting' | 'gathering' | 'yielding' | 'cancelled';

/** Fetches messages of one queue: when it is woken, when there is room for more, and otherwise at the next poll. */
export class PostgresConsumer {
  private state: State = 'idle';
  private timer?: NodeJS.Timeout;
  private fetched?: Promise<void>;
  private prefetch = 0;
  private receive: (delivery: Delivery) => void = () => {};
  private readonly scanStart: ScanStart;
  /** The newest message that NOTIFY announced. Every role may send any number, so it proves nothing. */
  private announced = 0;
  private newestTaken = 0;
  private hasMore = false;
  private cameTooLate = false;

  constructor(
    private readonly connection: PostgresConnection,
    private readonly settler: PostgresSettler,
    private readonly intervals: Intervals,
    private readonly onError: OnError,
  ) {
    this.scanStart = new ScanStart(intervals.overtakeMs, intervals.pollMs);
  }

  /** Starts to fetch, also after it was cancelled. */
  start(prefetch: number, receive: (delivery: Delivery) => void): void {
    this.prefetch = prefetch;
    this.receive = receive;
    this.state = 'idle';
    this.scanStart.reset();
    this.enter('fetching');
  }

  /** Fetches no more, and resolves when the last fetch has ended. */
  async cancel(): Promise<void> {
    this.enter('cancelled');
    await this.fetched;
  }

  /** @param seq the message that was published, or empty when one was released */
  notified(seq: string): void {
    if (!seq) this.scanStart.reset();
    this.announced = Number(seq);
    if (this.state === 'waiting' && this.intervals.gatherMs) this.enter('gathering');
    else this.wake();
  }

  /** A connection is new or broken: a notification may have been missed, and the server may be another one. */
  missedSome(): void {
    this.scanStart.reset();
    this.newestTaken = 0;
    this.wake();
  }

  /** While there is a backlog, half the prefetch is fetched at once, not message by message. */
  madeRoom(): void {
    if (this.hasMore && this.settler.unsettled <= this.prefetch / 2) this.wake();
  }

  /** Replicas that fetch at the same time slow each other down, so one that came too late waits a moment. */
  private wake(): void {
    if (this.state === 'fetching') this.enter('woken');
    if (this.state === 'waiting') this.enter(this.cameTooLate ? 'yielding' : 'fetching');
  }

  /** Every change of state, and what begins with it. */
  private enter(state: State): void {
    if (this.state === 'cancelled') return;
    clearTimeout(this.timer);
    this.state = state;
    if (state === 'fetching') this.fetched = this.fetch();
    if (state === 'waiting') this.timer = setTimeout(() => this.wake(), this.intervals.pollMs);
    if (state === 'gathering') this.timer = setTimeout(() => this.enter('fetching'), this.intervals.gatherMs);
    if (state === 'yielding') this.timer = setTimeout(() => this.enter('fetching'), this.intervals.yieldMs);
  }

  private async fetch(): Promise<void> {
    const room = this.prefetch - this.settler.unsettled;
    if (room > 0) await this.fetchUpTo(room);
    else this.hasMore = true;
    const wasWoken = this.state === 'woken';
    this.enter('waiting');
    if (wasWoken) this.wake();
    this.madeRoom();
  }

  private async fetchUpTo(most: number): Promise<void> {
    const { announced } = this;
    const rows = await this.take(most);
    for (const row of rows ?? []) this.receive(this.settler.hold(row));
    this.newestTaken = Math.max(this.newestTaken, ...(rows ?? []).map(({ seq }) => Number(seq)));
    this.hasMore = rows?.length === most;
    this.cameTooLate = !this.hasMore && announced > this.newestTaken && announced <= (await this.newest());
    if (rows) this.scanStart.passed(this.cameTooLate ? announced : this.newestTaken, performance.now());
  }

  /** The newest message of the broker, whatever became of it; 0 when the broker does not answer. */
  private async newest(): Promise<number> {
    try {
      const { rows } = await this.connection.query<{ newest: string }>('select newest()');
      return Number(rows[0]?.newest);
    } catch (error) {
      this.onError(error as Error);
      return 0;
    }
  }

  /** @returns undefined when it failed: the next poll tries again */
  private async take(most: number, mayRetry = true): Promise<TakenRow[] | undefined> {
    try {
      const after = this.scanStart.next(performance.now());
      const values = [most, this.intervals.leaseMs, after];
      const text = 'select * from take($1, $2, $3)';
      return (await this.connection.query<TakenRow>({ name: 'take', text, values })).rows;
    } catch (error) {
      this.onError(error as Error);
      this.scanStart.reset();
      // The connection may have broken long ago: a new one decides.
      return mayRetry ? this.take(most, false) : undefined;
    }
  }
}
