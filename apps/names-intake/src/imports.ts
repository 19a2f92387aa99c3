import { afterCommit, Database } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { BabiesImported } from './events.js';
import { advanceImport, type Chunk, type Progress } from './import-chunk.js';
import { ImportsStore } from './imports.store.js';

@Injectable()
export class Imports {
  private readonly count;

  constructor(
    private readonly database: Database,
    private readonly store: ImportsStore,
    private readonly outbox: Outbox,
    { metrics }: Telemetry,
  ) {
    this.count = metrics.count('names_imported_total', 'Lines of official files that were imported');
  }

  /** Imports a chunk. Chunks of one file run one at a time, so that each counts once, however often it is sent. */
  take(importId: string, chunk: Chunk): Promise<Progress> {
    return this.database.inTransaction(async (tx) => {
      const known = await this.store.begin(tx, importId, chunk);
      const next = advanceImport(known, chunk);
      if (!next) return { nextLine: known.nextLine, lines: known.lines };
      const { sex, firstLine, names } = chunk;
      await this.store.advance(tx, importId, next.nextLine);
      await this.outbox.add(tx, BabiesImported({ importId, firstLine, sex, names }));
      afterCommit(tx, () => this.count.add({}, names.length));
      return next;
    });
  }
}
