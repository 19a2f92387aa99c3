import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Chunk, Known } from './import-chunk.js';
import type { Sex } from './name.js';

interface Tables {
  import: { id: string; sex: Sex; lines: number; next_line: number };
}

@Injectable()
export class ImportsStore {
  /** Locks an import and returns what is known of it; begins it when it is new. */
  begin(tx: Tx<Tables>, id: string, { sex, lines }: Chunk): Promise<Known> {
    return tx
      .insertInto('import')
      .values({ id, sex, lines, next_line: 1 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ id: sql`excluded.id` }))
      .returning(['next_line as nextLine', 'lines', 'sex'])
      .executeTakeFirstOrThrow();
  }

  async advance(tx: Tx<Tables>, id: string, nextLine: number): Promise<void> {
    await tx.updateTable('import').set({ next_line: nextLine }).where('id', '=', id).execute();
  }
}
