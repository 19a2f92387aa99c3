import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Group, type Period, ReportsStore, type SalesRow } from './reports.store.js';

export interface SalesReport extends Period {
  by: Group;
  sequence: number;
  rows: SalesRow[];
}

/** What operators read of the sales. */
@Injectable()
export class Reports {
  constructor(
    private readonly database: Database,
    private readonly store: ReportsStore,
  ) {}

  sales(by: Group, period: Period): Promise<SalesReport> {
    return this.database.inSnapshot(async (tx) => {
      const sequence = await this.store.completeUpTo(tx);
      return { ...period, by, sequence, rows: await this.store.sales(tx, by, period, sequence) };
    });
  }
}
