import { afterCommit, type Tx } from '#libs/database';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { EntriesStore } from './entries.store.js';
import { Tail } from './tail.js';

/** One entry of the log, its fields in the order in which they are sent. */
export interface Entry {
  /** 1, 2, 3, … without a gap. */
  offset: number;
  name: string;
  sex: string;
  count: number;
  at: Date;
}

/** What one event adds to the log. */
export interface Addition {
  /** When the event was said. */
  at: string;
  sex: string;
  names: { name: string; count: number }[];
}

/** The entries that an addition becomes behind those up to the offset `before`. */
export function entriesOf({ at, sex, names }: Addition, before: number): Entry[] {
  const time = new Date(at);
  return names.map(({ name, count }, index) => ({ offset: before + index + 1, name, sex, count, at: time }));
}

@Injectable()
export class Entries {
  private readonly appended;

  constructor(
    private readonly store: EntriesStore,
    private readonly tail: Tail,
    { metrics }: Telemetry,
  ) {
    this.appended = metrics.count('names_stream_entries_total', 'Entries added to the log');
  }

  async append(tx: Tx, addition: Addition): Promise<void> {
    const before = await this.store.append(tx, addition);
    const entries = entriesOf(addition, before);
    afterCommit(tx, () => {
      this.appended.add({}, entries.length);
      this.tail.offer(entries);
    });
  }
}
