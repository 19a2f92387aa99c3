import { afterCommit, type Tx } from '#libs/database';
import { Totals } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { type Addition, EntriesStore, type Entry } from './entries.store.js';
import { Additions } from './events.js';
import { Tail } from './tail.js';

/** The entries of an addition, the first of which follows the offset `before`. */
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
    private readonly totals: Totals,
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
    this.totals.add(tx, Additions);
  }
}
