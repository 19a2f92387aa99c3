import type { Database, Tx } from '#libs/database';
import type { Diagnosis, Patient } from '../patient.js';
import { placeOf } from '../place.js';
import type { Act, HospitalStore, MessageKey } from '../store.js';
import { ERASED, jsonOf, type MessagingTables, textOrNull } from './tables.js';

/** The table `messaging.hospital`. */
export class PostgresHospitalStore implements HospitalStore {
  constructor(private readonly database: Database<MessagingTables>) {}

  async admit(tx: Tx<MessagingTables>, patient: Patient, diagnosis: Diagnosis): Promise<void> {
    const { id, kind, type, attributes, body } = patient;
    const history = historyOf(patient, diagnosis);
    await tx
      .insertInto('messaging.hospital')
      .values({
        id,
        kind,
        type,
        attributes: jsonOf(attributes),
        body,
        datasubject: textOrNull(attributes.datasubject),
        correlation_id: textOrNull(attributes.correlationid),
        ...history,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet(history)
          .where('messaging.hospital.message', '<>', ERASED),
      )
      .execute();
  }

  async find(tx: Tx<MessagingTables>, { kind, id }: MessageKey): Promise<Patient | undefined> {
    const found = await tx
      .selectFrom('messaging.hospital')
      .select(['id', 'kind', 'type', 'attributes', 'body', 'attempts', 'errors'])
      .where('kind', '=', kind)
      .where('id', '=', id)
      .executeTakeFirst();
    return found && { ...found, type: String(found.type) };
  }

  async discharge(tx: Tx<MessagingTables>, { kind, id }: MessageKey, state?: 'open'): Promise<boolean> {
    const { numDeletedRows } = await tx
      .deleteFrom('messaging.hospital')
      .where('kind', '=', kind)
      .where('id', '=', id)
      .$if(state === 'open', (query) => query.where('replaced_by', 'is', null))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async replace(tx: Tx<MessagingTables>, { kind, id }: MessageKey, replacedBy: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('messaging.hospital')
      .set({ replaced_by: replacedBy })
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('replaced_by', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async record(tx: Tx<MessagingTables>, { correlationId, type, replacedBy, ...act }: Act): Promise<void> {
    const row = { ...act, type: textOrNull(type), correlation_id: textOrNull(correlationId) };
    await tx
      .insertInto('messaging.act')
      .values({ ...row, replaced_by: replacedBy ?? null })
      .execute();
  }
}

const historyOf = ({ attempts, errors }: Patient, { reason, name, message, stack }: Diagnosis) => ({
  reason,
  error_class: name,
  message,
  stack,
  place: placeOf(stack),
  attempts,
  errors: JSON.stringify(errors),
});
