import { Database } from '#libs/database';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { EntriesStore, type Entry } from './entries.store.js';
import { checkPosition, offsetOf, positionOf } from './position.js';

/** An entry in the form in which it is sent. */
export interface Line {
  offset: number;
  position: string;
  json: string;
}

/** Time between two queries for entries of other replicas, in milliseconds. */
const LOOK_MS = 250;
/** Number of the newest lines kept in memory, for all readers together. */
const KEPT = 1_000;
/** Lines that a reader gets at once: about as many as fit into a batch. */
const PAGE = 200;

function lineOf(entry: Entry): Line {
  const position = positionOf(entry);
  return { offset: entry.offset, position, json: JSON.stringify({ ...entry, position }) };
}

/** The log as readers see it: its end is in memory and kept current by one query for all; older lines come in pages. */
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

  /**
   * The whole position of which a reader names at least the offset.
   * @throws Refusal (410) when it is not one of this log
   */
  async position(named: string): Promise<string> {
    const [entry] = await this.store.after(this.database.query, offsetOf(named) - 1, 1);
    return checkPosition(named, entry);
  }

  /** Follows the log after the offset `from`, and calls `grown` whenever entries were added. */
  follow(from: number, grown: () => void): void {
    if (this.timer) return;
    this.lines = [];
    this.head = from;
    this.grown = grown;
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Stops following, because there are no readers. */
  rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.lines = [];
  }

  /** The next lines after an offset, in order; none at the end of the log. */
  async after(offset: number): Promise<Line[]> {
    const kept = offset - (this.head - this.lines.length);
    if (kept >= 0) return this.lines.slice(kept, kept + PAGE);
    // One at a time: readers that catch up must not take the connections that handlers of events need.
    const page = this.turn.then(() => this.store.after(this.database.query, offset, PAGE));
    this.turn = page.catch(() => {});
    return (await page).map(lineOf);
  }

  /** Adds entries that directly follow the newest known one. Others are found by the next query. */
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

  /** Logs a failure once, and not four times a second. */
  private complain(err: unknown): void {
    if (!this.isBlind) this.telemetry.log.warn({ err }, 'the log cannot be read; trying again');
    this.isBlind = true;
  }
}
