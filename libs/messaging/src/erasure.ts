import { afterCommit, type Tx } from '#libs/database';
import type { Logger } from '#libs/telemetry';
import { sql } from 'kysely';
import type { Broker } from './broker.js';
import type { SaidEvent } from './events.js';
import type { Outbox } from './outbox.js';
import type { MessagingTables } from './tables.js';

/** Keeps data about people outside messaging: usually one of a service's stores. */
export interface KeepsPersonalData {
  /** Deletes or anonymizes every row about a person. */
  erase(tx: Tx<any>, person: string): Promise<void>;
}

/** Erases a person from a service: its messages, its own rows and the confirmation, or nothing of it. */
export class Erasure {
  constructor(
    private readonly messages: MessageErasure,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Erases a person and confirms it, in the transaction given. The messages come first: that waits for every
   * transaction that is saying or hearing something about the person, so their rows are erased too. A transaction that
   * locks rows before it says something must be waited for by the same lock before this is called, or the two can
   * deadlock.
   * @param person the opaque id that events name as their `person`
   * @param rows what the service keeps about the person
   * @param confirmation the event that tells others; it must not name the person as its `person`
   * @throws Refusal (410) when the confirmation names the person: events about an erased person are refused
   */
  async erase(tx: Tx<any>, person: string, rows: KeepsPersonalData, confirmation: SaidEvent): Promise<void> {
    await this.messages.erase(tx, person);
    await rows.erase(tx, person);
    await this.outbox.add(tx, confirmation);
  }
}

/** Erases a person from everything that messaging keeps. */
export class MessageErasure {
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
