import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { happenedIn, type Period } from './reports.store.js';

/** The facts about money of a period, up to a booking, as a text that is written in parts. */
export interface Export extends Period {
  exportId: string;
  /** Of the last booking of the ledger that counts. */
  sequence: number;
  isFinished: boolean;
  parts: number;
  requestedAt: Date;
}

/** Bookings of a part: so many that a part is written in a moment, and few enough to hold it in memory. */
const BOOKINGS = 1_000;

const COLUMNS = {
  sequence: sql`sequence::text`,
  time: sql`to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  kind: sql`kind`,
  order: sql`order_id::text`,
  record: sql`record_id::text`,
  artist: sql`artist`,
  genre: sql`genre`,
  amount: sql`amount::text`,
  currency: sql`currency`,
};
/** The first line of every export, as RFC 4180 has it. */
export const HEADER = `${Object.keys(COLUMNS).join(',')}\r\n`;

/** A field as RFC 4180 has it; nothing when it is null. */
const field = (text: RawBuilder<unknown>) =>
  sql`case when ${text} ~ '[",\r\n]' then '"' || replace(${text}, '"', '""') || '"' else coalesce(${text}, '') end`;
const LINE = sql`concat_ws(',', ${sql.join(Object.values(COLUMNS).map(field))}) || E'\r\n'`;

const EXPORT = sql`export_id as "exportId", first_day::text as "from", last_day::text as "to",
  sequence::float8 as sequence, written_to >= last_sequence as "isFinished", parts, requested_at as "requestedAt"`;

@Injectable()
export class ExportsStore {
  /** Returns the export; one with this id that was requested before stays as it is. */
  async add(tx: Tx, exportId: string, period: Period, sequence: number): Promise<Export> {
    await sql`
      insert into export (export_id, first_day, last_day, sequence, written_to, last_sequence)
      select ${exportId}::uuid, ${period.from}::date, ${period.to}::date, ${sequence}::bigint,
        coalesce(min(sequence) - 1, 0), coalesce(max(sequence), 0)
      from fact where sequence <= ${sequence} and ${happenedIn(period)}
      on conflict do nothing`.execute(tx);
    return (await this.find(tx, exportId))!;
  }

  async find(tx: Kysely<any>, exportId: string): Promise<Export | undefined> {
    const { rows } = await sql<Export>`select ${EXPORT} from export where export_id = ${exportId}`.execute(
      tx,
    );
    return rows[0];
  }

  /** Writes the next part. Returns false when there is none: the export is finished, or was deleted. */
  async writePart(tx: Tx, exportId: string): Promise<boolean> {
    const { rows } = await sql<Export & { after: number }>`
      select ${EXPORT}, written_to::float8 as after from export where export_id = ${exportId}
      for update`.execute(tx);
    const [known] = rows;
    if (!known || known.isFinished) return false;
    const { after, parts } = known;
    const upTo = Math.min(after + BOOKINGS, known.sequence);
    const { numAffectedRows = 0n } = await sql`
      insert into export_part (export_id, number, text)
      select ${exportId}::uuid, ${parts + 1}::int, string_agg(${LINE}, '' order by sequence, record_id)
      from fact left join record using (record_id)
      where sequence > ${after} and sequence <= ${upTo} and ${happenedIn(known)}
      having count(*) > 0`.execute(tx);
    await sql`update export set written_to = ${upTo}, parts = parts + ${Number(numAffectedRows)}
      where export_id = ${exportId}`.execute(tx);
    return true;
  }

  /** @param number of the part, from 1 on */
  async part(db: Kysely<any>, exportId: string, number: number): Promise<string | undefined> {
    const { rows } = await sql<{ text: string }>`
      select text from export_part where export_id = ${exportId} and number = ${number}`.execute(db);
    return rows[0]?.text;
  }
}
