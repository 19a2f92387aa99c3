import { afterCommit, Database, type Tx } from '#libs/database';
import { Totals } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Lists } from './events.js';
import type { Top10List } from './top10-list.js';
import { Top10Store } from './top10.store.js';

const NOTHING_HEARD: Top10List = { boys: [], girls: [], asOf: null, version: 0 };

@Injectable()
export class Top10 {
  private readonly applied;

  constructor(
    private readonly database: Database,
    private readonly store: Top10Store,
    private readonly totals: Totals,
    { metrics }: Telemetry,
  ) {
    this.applied = metrics.count('names_board_lists_applied_total', 'Lists that replaced an older one');
  }

  /** Shows the list, unless one of the same or a newer version is shown. */
  async apply(tx: Tx, list: Top10List): Promise<void> {
    if (await this.store.replaceOlder(tx, list)) afterCommit(tx, () => this.applied.add());
    this.totals.add(tx, Lists);
  }

  async current(): Promise<Top10List> {
    return (await this.store.find(this.database.query)) ?? NOTHING_HEARD;
  }
}
