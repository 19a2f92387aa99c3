import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- as rate-limiter-flexible has it; \`expire\` in milliseconds since 1970
    create table platform.rate_limit (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint,
      created_at timestamptz not null default now()
    );
    create index on platform.rate_limit (created_at);
  `.execute(db);
}
