import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Whom the request concerns. By this, an erasure finds what the platform keeps about them.
    alter table platform.idempotency add column person text;
    create index on platform.idempotency (person) where person is not null;
    create index on platform.idempotency ((id::text));

    comment on column platform.idempotency.key is
      'personal: the Idempotency-Key that a caller chose, or a keyed hash of what they sent, for a day';
    comment on column platform.idempotency.fingerprint is 'personal: keyed hash of a request, for a day';
    comment on column platform.rate_limit.key is
      'personal: keyed hash of whom or what is counted, such as an address, for an hour';
  `.execute(db);
}
