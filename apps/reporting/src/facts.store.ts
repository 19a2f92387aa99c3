import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type ColumnType, type Kysely, sql } from 'kysely';
import type { Booking, Fact, Parcel, Sale } from './sale.js';

/** A line of an order, as it is heard. */
interface WireLine {
  recordId: string;
  quantity: number;
  price: { amount: number; currency: string };
}

type Json<T> = ColumnType<T, string, string>;

interface Tables {
  record: { record_id: string; artist: string; genre: string; version: number };
  sale: { order_id: string; lines: Json<WireLine[] | null>; version: number };
  booking: {
    sequence: number;
    order_id: string;
    kind: Booking['kind'];
    reference: string;
    kept: number;
    currency: string;
    booked_at: Date;
    version: number;
  };
  parcel: {
    parcel_id: string;
    order_id: string;
    kind: Parcel['kind'];
    lines: Json<Parcel['lines']>;
    moved_at: Date;
    version: number;
  };
  fact: { order_id: string };
}

/** What the catalogue says of a record. */
export interface ListedRecord {
  recordId: string;
  artist: string;
  genre: string;
  version: number;
}

/** What is heard of an order: of two with the same id, the one with the newer version counts. */
interface AboutOrder {
  orderId: string;
  at: Date;
  version: number;
}

export interface PlacedOrder extends AboutOrder {
  lines: WireLine[];
}

export interface HeardBooking extends AboutOrder, Pick<Booking, 'sequence' | 'kind' | 'reference'> {
  kept: { amount: number; currency: string };
}

export interface HeardParcel extends AboutOrder, Pick<Parcel, 'parcelId' | 'kind' | 'lines'> {}

/** What was kept of the sales of the last 24 hours, and how many bookings are missing before others. */
interface Recent {
  sales: { currency: string; kept: number }[];
  missing: number;
}

@Injectable()
export class FactsStore {
  /** Keeps the newest version. */
  async list(tx: Tx<Tables>, { recordId, artist, genre, version }: ListedRecord): Promise<void> {
    await tx
      .insertInto('record')
      .values({ record_id: recordId, artist, genre, version })
      .onConflict((conflict) =>
        conflict
          .column('record_id')
          .doUpdateSet({ artist, genre, version })
          .where('record.version', '<', version),
      )
      .execute();
  }

  async lock(tx: Tx<Tables>, orderId: string): Promise<void> {
    await sql`insert into sale (order_id) values (${orderId})
      on conflict (order_id) do update set order_id = excluded.order_id`.execute(tx);
  }

  async place(tx: Tx<Tables>, { orderId, lines, version }: PlacedOrder): Promise<void> {
    await tx
      .updateTable('sale')
      .set({ lines: JSON.stringify(lines), version })
      .where('order_id', '=', orderId)
      .where('version', '<', version)
      .execute();
  }

  async book(tx: Tx<Tables>, { orderId, at, kept, ...booking }: HeardBooking): Promise<void> {
    const { version } = booking;
    const row = { ...booking, order_id: orderId, kept: kept.amount, currency: kept.currency, booked_at: at };
    await tx
      .insertInto('booking')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('sequence').doUpdateSet(row).where('booking.version', '<', version),
      )
      .execute();
  }

  async move(tx: Tx<Tables>, { parcelId, orderId, kind, lines, at, version }: HeardParcel): Promise<void> {
    const moved = { order_id: orderId, kind, lines: JSON.stringify(lines), moved_at: at, version };
    await tx
      .insertInto('parcel')
      .values({ parcel_id: parcelId, ...moved })
      .onConflict((conflict) =>
        conflict.column('parcel_id').doUpdateSet(moved).where('parcel.version', '<', version),
      )
      .execute();
  }

  /** Whoever hears of bookings takes turns from here to the commit, so it comes last. */
  async countSequence(tx: Tx, sequence: number): Promise<void> {
    await sql`update ledger_heard
      set sequences = sequences + int8multirange(int8range(${sequence}::bigint, ${sequence}::bigint + 1))`.execute(
      tx,
    );
  }

  async sale(tx: Tx<Tables>, orderId: string): Promise<Sale> {
    const { lines } = await tx
      .selectFrom('sale')
      .select('lines')
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow();
    const bookings = await tx
      .selectFrom('booking')
      .select(['kind', 'reference', 'kept', 'currency', 'booked_at as bookedAt'])
      .select(sql<number>`sequence::float8`.as('sequence'))
      .where('order_id', '=', orderId)
      .execute();
    const parcels = await tx
      .selectFrom('parcel')
      .select(['parcel_id as parcelId', 'kind', 'lines', 'moved_at as movedAt'])
      .where('order_id', '=', orderId)
      .execute();
    return { placed: placedOf(lines), bookings, parcels };
  }

  /** Writes the facts of an order in place of those that were written before. */
  async write(tx: Tx<Tables>, orderId: string, facts: Fact[]): Promise<void> {
    await tx.deleteFrom('fact').where('order_id', '=', orderId).execute();
    await sql`
      insert into fact (order_id, kind, sequence, record_id, copies, amount, currency, happened_at)
      select ${orderId}::uuid, kind, sequence, "recordId", copies, amount, currency, "happenedAt"
      from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as made (
        kind text, sequence bigint, "recordId" uuid, copies int, amount int, currency text, "happenedAt" timestamptz
      )`.execute(tx);
  }

  async recent(db: Kysely<any>): Promise<Recent> {
    const { rows } = await sql<Recent>`
      select coalesce((select jsonb_agg(sums) from (
          select currency, sum(amount) as kept from (
            select currency, amount from fact where sequence is not null and happened_at > now() - interval '1 day'
            union all (select currency, 0 from fact where sequence is not null order by happened_at desc limit 1)
          ) as bookings group by currency) as sums
        ), '[]') as sales,
        coalesce((select max(upper(range)) - 1 - sum(upper(range) - lower(range))
          from ledger_heard, unnest(sequences) as range), 0)::float8 as missing`.execute(db);
    return rows[0]!;
  }
}

/** An order has one currency. */
const placedOf = (lines: WireLine[] | null): Sale['placed'] =>
  lines && {
    currency: lines[0]!.price.currency,
    lines: lines.map(({ price, ...line }) => ({ ...line, price: price.amount })),
  };
