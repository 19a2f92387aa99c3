import { afterCommit, type Tx } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Top10Changed } from './events.js';
import { type Counted, RankingStore, type Sex, type Top10 } from './ranking.store.js';

const SIZE = 10;

/**
 * Whether a new total may appear in the list. Counts only grow, so an outdated list lets more totals pass, never fewer,
 * and most registrations do not have to wait for the lock.
 */
export const mayShow = (list: Counted[], { count }: Counted): boolean =>
  count >= (list[SIZE - 1]?.count ?? 0);

/** The next lists and the event, or undefined when the list has not changed. */
export function changeTop10(known: Top10, sex: Sex, list: Counted[]) {
  if (isDeepStrictEqual(known[sex], list)) return undefined;
  const next: Top10 = { ...known, version: known.version + 1, [sex]: list };
  const event = Top10Changed(
    { scope: 'all', boys: next.male, girls: next.female },
    { entityversion: next.version },
  );
  return { next, event };
}

@Injectable()
export class Ranking {
  private readonly counted;

  constructor(
    private readonly store: RankingStore,
    private readonly outbox: Outbox,
    { metrics }: Telemetry,
  ) {
    this.counted = metrics.count('babies_counted_total', 'Babies counted');
  }

  async count(tx: Tx, sex: Sex, names: Counted[]): Promise<void> {
    const totals = await this.store.add(tx, sex, names);
    const { [sex]: list } = await this.store.top10(tx);
    if (totals.some((total) => mayShow(list, total))) await this.rank(tx, sex);
    const babies = names.reduce((sum, { count }) => sum + count, 0);
    afterCommit(tx, () => this.counted.add({}, babies));
  }

  /** Runs one at a time: the last transaction sees what all the others have counted. */
  private async rank(tx: Tx, sex: Sex): Promise<void> {
    const known = await this.store.lockTop10(tx);
    const changed = changeTop10(known, sex, await this.store.most(tx, sex, SIZE));
    if (!changed) return;
    await this.store.saveTop10(tx, changed.next);
    await this.outbox.add(tx, changed.event);
  }
}
