import { afterCommit, type Tx } from '#libs/database';
import type { Logger } from '#libs/telemetry';
import { sql } from 'kysely';
import type { Broker } from './broker.js';
import type { MessagingTables } from './tables.js';

/** Forgets a person in everything that messaging keeps. A service deletes its own rows beside it. */
export class Erasure {
  constructor(
    private readonly broker: Broker,
    private readonly log: Logger,
  ) {}

  /**
   * Blanks what is kept about a person and drops what may still come, replays included. The tombstone that makes later
   * messages fall is an opaque id.
   */
  async erase(tx: Tx<any>, datasubject: string): Promise<void> {
    const own = tx as Tx<MessagingTables>;
    // The counterpart of messaging.forgotten(): waits for the transactions that write about this person now.
    await sql`select pg_advisory_xact_lock(hashtextextended(${datasubject}, 0))`.execute(own);
    await own
      .insertInto('messaging.tombstone')
      .values({ datasubject })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await own
      .updateTable('messaging.outbox')
      .set({ body: null, sent_at: sql`coalesce(sent_at, now())` })
      .where('datasubject', '=', datasubject)
      .execute();
    await own.deleteFrom('messaging.retry').where('datasubject', '=', datasubject).execute();
    await own
      .updateTable('messaging.hospital')
      .set({ body: Buffer.alloc(0), message: 'erased', stack: null, errors: '[]' })
      .where('datasubject', '=', datasubject)
      .execute();
    // What still waits in the queue falls at the tombstone even if this never happens; it only goes sooner.
    afterCommit(tx, () => {
      this.log.info({ datasubject }, 'forgotten');
      this.broker
        .erase(datasubject)
        .catch((err) => this.log.warn({ err }, 'the queue could not be blanked yet'));
    });
  }
}
