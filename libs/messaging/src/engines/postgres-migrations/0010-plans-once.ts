import { type Kysely, sql } from 'kysely';

/**
 * These functions have one good plan, and 0001 leaves the planner no other. Yet beside a deep queue PostgreSQL made it again
 * for every call, which took longer than the call itself: it keeps a plan only if that seems as cheap as one for the given
 * values. `npm run bench:pressure` measures it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter function take(int, int, bigint) set plan_cache_mode = force_generic_plan;
    alter function ack(bigint[], uuid[]) set plan_cache_mode = force_generic_plan;
    alter function extend(bigint[], uuid[], int) set plan_cache_mode = force_generic_plan;
    alter function release(bigint[], uuid[]) set plan_cache_mode = force_generic_plan;
  `.execute(db);
}
