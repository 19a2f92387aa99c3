import { afterCommit, Database, type Tx } from '#libs/database';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Top10Store } from './top10.store.js';

/** A name in capitals, and how many babies were given it. */
export interface Entry {
  name: string;
  count: number;
}

export interface TopTen {
  boys: Entry[];
  girls: Entry[];
  /** When it came to be; null while nothing was heard. */
  asOf: string | null;
  /** Grows with each change. */
  version: number;
}

const NOTHING_HEARD: TopTen = { boys: [], girls: [], asOf: null, version: 0 };

@Injectable()
export class Top10 {
  private readonly applied;

  constructor(
    private readonly database: Database,
    private readonly store: Top10Store,
    { metrics }: Telemetry,
  ) {
    this.applied = metrics.count('names_board_lists_applied_total', 'Top tens that replaced an older one');
  }

  /** What is older than the list that is shown, or the same, changes nothing. */
  async apply(tx: Tx, list: TopTen): Promise<void> {
    if (await this.store.replaceOlder(tx, list)) afterCommit(tx, () => this.applied.add());
  }

  current(): Promise<TopTen> {
    return this.database.inTransaction(async (tx) => (await this.store.find(tx)) ?? NOTHING_HEARD);
  }
}
