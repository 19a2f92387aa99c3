import { afterCommit, Database } from '#libs/database';
import { Outbox, Refusal } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { BabiesImported } from './events.js';
import { ImportsStore } from './imports.store.js';
import { Name, Sex } from './name.js';

const Row = z.object({ name: Name, count: z.int().min(1).max(1_000_000) });

/** Consecutive lines of a file. */
export const Chunk = z
  .object({
    sex: Sex,
    lines: z.int().min(1).describe('how many lines the file has'),
    firstLine: z.int().min(1).describe('the number of the first of these'),
    names: z.array(Row).min(1).max(1_000),
  })
  .meta({ id: 'ImportChunk' });
export type Chunk = z.infer<typeof Chunk>;

export const Progress = z
  .object({ nextLine: z.int().describe('the line that is wanted next'), lines: z.int() })
  .meta({ id: 'ImportProgress' });
export type Progress = z.infer<typeof Progress>;

/**
 * How the import goes on after a chunk; undefined when these lines were taken before.
 * @throws Refusal when lines are missing before it, or there are more than the file has
 */
export function advance({ nextLine, lines }: Progress, { firstLine, names }: Chunk): Progress | undefined {
  if (firstLine < nextLine) return undefined;
  const next = { nextLine: nextLine + names.length, lines };
  if (firstLine === nextLine && next.nextLine <= lines + 1) return next;
  throw new Refusal('baby.import-out-of-step', `Go on with line ${nextLine} of ${lines}.`, 409, { nextLine });
}

@Injectable()
export class Imports {
  private readonly count;

  constructor(
    private readonly database: Database,
    private readonly store: ImportsStore,
    private readonly outbox: Outbox,
    { metrics }: Telemetry,
  ) {
    this.count = metrics.count('names_imported_total', 'Lines of official files that were taken in');
  }

  /** Chunks of one file queue up, so that each counts once, whoever sends it how often. */
  take(importId: string, chunk: Chunk): Promise<Progress> {
    return this.database.inTransaction(async (tx) => {
      const known = await this.store.begin(tx, importId, chunk);
      const next = advance(known, chunk);
      if (!next) return known;
      const { sex, firstLine, names } = chunk;
      await this.store.advance(tx, importId, next.nextLine);
      await this.outbox.add(tx, BabiesImported({ importId, firstLine, sex, names }));
      afterCommit(tx, () => this.count.add({}, names.length));
      return next;
    });
  }
}
