import { Database } from '#libs/database';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { EntriesStore, type Entry } from './entries.store.js';

/** An entry as it is sent. */
export interface Line {
  offset: number;
  json: string;
}

/** How often the database is asked for what other replicas have stored, in milliseconds. */
const LOOK_MS = 250;
/** Newest lines kept in memory, once for everybody who reads there. */
const KEPT = 1_000;
/** Lines that a reader is given at once: about as many as fit into what it is sent at once. */
const PAGE = 200;

const lineOf = (entry: Entry): Line => ({ offset: entry.offset, json: JSON.stringify(entry) });

/** The log as readers see it: its end in memory, followed by one query for all of them, and the rest in pages. */
@Injectable()
export class Tail {
  private lines: Line[] = [];
  private head = 0;
  private timer?: NodeJS.Timeout | undefined;
  private looking = false;
  private isBlind = false;
  private turn: Promise<unknown> = Promise.resolve();
  private grown = () => {};

  constructor(
    private readonly database: Database,
    private readonly store: EntriesStore,
    private readonly telemetry: Telemetry,
  ) {}

  /** The offset of the newest entry. */
  end(): Promise<number> {
    return this.store.last(this.database.query);
  }

  /** From now on knows what comes behind the offset `from`, and calls `grown` whenever that is more. */
  follow(from: number, grown: () => void): void {
    if (this.timer) return;
    this.lines = [];
    this.head = from;
    this.grown = grown;
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Nobody reads any more. */
  rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.lines = [];
  }

  /** The next lines behind an offset, in order; none at the end of the log. */
  async after(offset: number): Promise<Line[]> {
    const kept = offset - (this.head - this.lines.length);
    if (kept >= 0) return this.lines.slice(kept, kept + PAGE);
    // One at a time: readers who catch up must not take the connections from the events that come in.
    const page = this.turn.then(() => this.store.after(this.database.query, offset, PAGE));
    this.turn = page.catch(() => {});
    return (await page).map(lineOf);
  }

  /** Takes entries that come right behind the newest it knows; what it cannot place it will find by looking. */
  offer(entries: Entry[]): void {
    const fresh = entries.filter(({ offset }) => offset > this.head);
    if (!this.timer || fresh[0]?.offset !== this.head + 1) return;
    this.lines = [...this.lines, ...fresh.map(lineOf)].slice(-KEPT);
    this.head += fresh.length;
    this.grown();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    await this.readOn().catch((err: unknown) => this.complain(err));
    this.looking = false;
  }

  private async readOn(): Promise<void> {
    for (let more = true; more && this.timer;) {
      const entries = await this.store.after(this.database.query, this.head, KEPT);
      this.offer(entries);
      more = entries.length === KEPT;
    }
    this.isBlind = false;
  }

  /** Once, and not four times a second. */
  private complain(err: unknown): void {
    if (!this.isBlind) this.telemetry.log.warn({ err }, 'the log cannot be read; trying again');
    this.isBlind = true;
  }
}
