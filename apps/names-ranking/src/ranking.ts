import { afterCommit, type Tx } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Top10Changed } from './events.js';
import { type Counted, RankingStore, type Sex, type Top10 } from './ranking.store.js';

const SIZE = 10;

/**
 * Whether a new total may show in the list. Counts only grow, so a list that is out of date lets more pass, never less:
 * most registrations need not wait for the lock.
 */
export const mayShow = (list: Counted[], { count }: Counted): boolean =>
  count >= (list[SIZE - 1]?.count ?? 0);

/** What changed, or undefined when the list is as it was. */
export function change(known: Top10, sex: Sex, list: Counted[]) {
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
    this.counted = metrics.count('babies_counted_total', 'Babies that were counted');
  }

  async count(tx: Tx, sex: Sex, names: Counted[]): Promise<void> {
    const totals = await this.store.add(tx, sex, names);
    const { [sex]: list } = await this.store.top10(tx);
    if (totals.some((total) => mayShow(list, total))) await this.rank(tx, sex);
    const babies = names.reduce((sum, { count }) => sum + count, 0);
    afterCommit(tx, () => this.counted.add({}, babies));
  }

  /** One after another: whoever comes last sees what all the others have counted. */
  private async rank(tx: Tx, sex: Sex): Promise<void> {
    const known = await this.store.lockTop10(tx);
    const changed = change(known, sex, await this.store.most(tx, sex, SIZE));
    if (!changed) return;
    await this.store.saveTop10(tx, changed.next);
    await this.outbox.add(tx, changed.event);
  }
}
