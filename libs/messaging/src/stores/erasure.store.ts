import type { Tx } from '#libs/database';
import { sql } from 'kysely';
import type { ErasureStore } from '../store.js';
import { ERASED, type MessagingTables } from './tables.js';

/** The table `messaging.tombstone`, and what the other tables store about a person. */
export class PostgresErasureStore implements ErasureStore {
  async isForgotten(tx: Tx, datasubject: string): Promise<boolean> {
    const { rows } = await sql<{ forgotten: boolean }>`select messaging.forgotten(${datasubject})`.execute(
      tx,
    );
    return rows[0]?.forgotten ?? false;
  }

  async erase(tx: Tx<MessagingTables>, datasubject: string): Promise<void> {
    // The counterpart of messaging.forgotten(): waits for the transactions that are writing about this person.
    await sql`select pg_advisory_xact_lock(hashtextextended(${datasubject}, 0))`.execute(tx);
    await tx
      .insertInto('messaging.tombstone')
      .values({ datasubject })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .updateTable('messaging.outbox')
      .set({ body: null, sent_at: sql`coalesce(sent_at, now())` })
      .where('datasubject', '=', datasubject)
      .execute();
    await tx.deleteFrom('messaging.retry').where('datasubject', '=', datasubject).execute();
    await tx
      .updateTable('messaging.hospital')
      .set({ body: Buffer.alloc(0), message: ERASED, stack: null, errors: '[]' })
      .where('datasubject', '=', datasubject)
      .execute();
  }
}
