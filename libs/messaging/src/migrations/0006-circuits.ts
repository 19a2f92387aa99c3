import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The peer whose circuit is open: what waits for it is due as soon as the circuit closes.
    alter table messaging.retry add column waits_for text;
    create index on messaging.retry (waits_for) where waits_for is not null;
  `.execute(db);
}
