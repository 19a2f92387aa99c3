import { Database } from '#libs/database';
import { Effects } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { WriteExport } from './events.js';
import { type Export, ExportsStore, HEADER } from './exports.store.js';
import { type Period, ReportsStore } from './reports.store.js';

/** Facts that operators take away. An export is written in parts, behind the request, and keeps what it once had. */
@Injectable()
export class Exports {
  constructor(
    private readonly database: Database,
    private readonly store: ExportsStore,
    private readonly reports: ReportsStore,
    private readonly effects: Effects,
  ) {}

  /** @param exportId the same when the request is repeated */
  request(exportId: string, period: Period): Promise<Export> {
    return this.database.inTransaction(async (tx) => {
      const sequence = await this.reports.completeUpTo(tx);
      const made = await this.store.add(tx, exportId, period, sequence);
      await this.effects.add(tx, WriteExport, exportId, { exportId });
      return made;
    });
  }

  async find(exportId: string): Promise<Export> {
    const found = await this.store.find(this.database.query, exportId);
    if (!found) throw notFound();
    return found;
  }

  /** Writes what is missing, each part in a transaction of its own, so that a second attempt continues. */
  async write(exportId: string): Promise<void> {
    while (await this.database.inTransaction((tx) => this.store.writePart(tx, exportId))) continue;
  }

  /** The text of a finished export: one part at a time is in memory. */
  async text(exportId: string): Promise<AsyncIterable<string>> {
    const { isFinished, parts } = await this.find(exportId);
    if (!isFinished) throw notFound();
    return this.read(exportId, parts);
  }

  /** @throws Error when the export is deleted meanwhile: a reader must not take its beginning for the whole */
  private async *read(exportId: string, parts: number): AsyncGenerator<string> {
    yield HEADER;
    for (let number = 1; number <= parts; number++) {
      const part = await this.store.part(this.database.query, exportId, number);
      if (part === undefined) throw new Error(`The export ${exportId} was deleted while it was read.`);
      yield part;
    }
  }
}
