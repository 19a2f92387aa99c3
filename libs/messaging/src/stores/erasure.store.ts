import type { Tx } from '#libs/database';
import { sql } from 'kysely';
import type { ErasureStore, Holds } from '../store.js';
import { ERASED, type MessagingTables } from './tables.js';

/** The table `messaging.tombstone`, and what the other tables store about a person. */
export class PostgresErasureStore implements ErasureStore {
  async isForgotten(tx: Tx, datasubject: string): Promise<boolean> {
    const { rows } = await sql<{ forgotten: boolean }>`select messaging.forgotten(${datasubject})`.execute(
      tx,
    );
    return rows[0]?.forgotten ?? false;
  }

  async heldForMs(tx: Tx, datasubject: string, holds: Holds): Promise<number | undefined> {
    await lock(tx, datasubject);
    const { rows } = await sql<{ ms: number | null }>`
      select max(extract(epoch from since - now())::float8 * 1000 + ms.value::float8) as ms
      from (
        select type, created_at as since from messaging.outbox where datasubject = ${datasubject} and sent_at is null
        union all
        select type, created_at from messaging.retry where datasubject = ${datasubject}
        union all
        select type, admitted_at from messaging.hospital
        where datasubject = ${datasubject} and message <> ${ERASED} and replaced_by is null
      ) unfinished join jsonb_each_text(${JSON.stringify(holds)}::jsonb) ms on ms.key = type`.execute(tx);
    return rows[0]?.ms ?? undefined;
  }

  async erase(tx: Tx<MessagingTables>, datasubject: string): Promise<void> {
    await lock(tx, datasubject);
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

/** The counterpart of messaging.forgotten(): waits for the transactions that are writing about this person. */
async function lock(tx: Tx, datasubject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${datasubject}, 0))`.execute(tx);
}
