import type { ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';

/** Facts of one statement, which ends well within its deadline. */
const BATCH = 50_000;

/** The ledger up to a sequence, a payment each, of two records in turn: what thousands of events would have brought. */
export async function bookedUpTo(service: ServiceUnderTest, sequence: number, day: string): Promise<void> {
  const { query } = service.database;
  await service.empty('fact', 'record', 'export');
  await sql`insert into record (record_id, artist, genre, version) values
    ('0193a1b2-7c00-7000-8000-000000000400', 'Earth, Wind & Fire', 'Soul', 1),
    ('0193a1b2-7c00-7000-8000-000000000401', 'The "5" Royales', 'Soul', 1)`.execute(query);
  for (let first = 1; first <= sequence; first += BATCH)
    await sql`
      insert into fact (order_id, kind, sequence, record_id, copies, amount, currency, happened_at)
      select gen_random_uuid(), 'payment', sequence,
        ('0193a1b2-7c00-7000-8000-00000000040' || sequence % 2)::uuid, 0, 100, 'USD', ${day}::date + interval '12 hours'
      from generate_series(${first}::int, ${Math.min(sequence, first + BATCH - 1)}::int) as sequence`.execute(
      query,
    );
  await sql`update ledger_heard set sequences = int8multirange(int8range(1, ${sequence + 1}::bigint))`.execute(
    query,
  );
}
