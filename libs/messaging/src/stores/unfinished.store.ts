import type { Database } from '#libs/database';
import { sql } from 'kysely';
import { REASONS } from '../patient.js';
import { leftOf, type UnfinishedWork } from '../unfinished.js';
import { ERASED } from './tables.js';

/** What is unfinished in a service's own tables, by one statement, because every scrape asks. */
export async function unfinishedIn(database: Database, schedule: readonly number[]): Promise<UnfinishedWork> {
  const left = leftOf(schedule);
  const { rows } = await sql<UnfinishedWork>`
    select
      (select jsonb_build_object('count', count(*), 'oldestSeconds', ${age('min(created_at)')})
        from messaging.outbox where sent_at is null) as outbox,
      (select jsonb_agg(waiting) from (
        select kind, count(r.id), ${age('min(created_at)')} as "oldestSeconds"
        from unnest(array['event', 'effect']) kind left join messaging.retry r using (kind) group by kind) waiting) as retries,
      (select extract(epoch from min(due + interval '1 millisecond'
          * (${left}::float8[])[least(attempts, ${left.length - 1}::int) + 1]) - now())::float8
        from messaging.retry) as "toHospitalSeconds",
      (select jsonb_agg(given_up) from (
        select given.reason, count(h.id) from unnest(${[...REASONS]}::text[]) given (reason)
        left join messaging.hospital h on h.reason = given.reason and h.message <> ${ERASED} and h.replaced_by is null
        group by given.reason) given_up) as patients`.execute(database.query);
  return rows[0] as UnfinishedWork;
}

/** The age of a moment in seconds; 0 when there is none, or when the clock has stepped back since. */
const age = (moment: string) =>
  sql`greatest(coalesce(extract(epoch from now() - ${sql.raw(moment)}), 0), 0)::float8`;
