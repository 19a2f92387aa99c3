import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';
import { type Diagnosis, type Patient, type Reason, REASONS } from '../patient.js';
import type { HospitalStore } from '../store.js';
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

  async patients(): Promise<{ reason: Reason; count: number }[]> {
    const { rows } = await sql<{ reason: Reason; count: number }>`
      select reason, count(h.id)::int as count
      from unnest(${[...REASONS]}::text[]) as reason left join messaging.hospital h using (reason) group by reason`.execute(
      this.database.query,
    );
    return rows;
  }
}

const historyOf = ({ attempts, errors }: Patient, { reason, name, message, stack }: Diagnosis) => ({
  reason,
  error_class: name,
  message,
  stack,
  attempts,
  errors: JSON.stringify(errors),
});
