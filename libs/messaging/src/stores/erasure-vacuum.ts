import { ADMIN_DEADLINES, Database } from '#libs/database';
import { sql } from 'kysely';
import { systemRuntime, type Timer } from '../runtime.js';

/** No transaction of a service lasts as long, in milliseconds; one that is open keeps deleted rows. */
const AFTER_MS = 60_000;

/** Removes what erasures have deleted: a deleted row, or the old version of a changed one, stays in its page until a vacuum. */
export class ErasureVacuum {
  private timer?: Timer;
  private isStopped = false;

  /**
   * @param url the service's database, under its role
   * @param afterMs milliseconds after an erasure; more than the longest transaction lasts
   */
  constructor(
    private readonly url: string,
    private readonly onError: (error: Error) => void,
    private readonly afterMs = AFTER_MS,
  ) {}

  start(): void {
    this.timer = systemRuntime.after(this.afterMs, () => void this.runAndGoOn());
  }

  stop(): void {
    this.isStopped = true;
    this.timer?.cancel();
  }

  /**
   * Vacuums every table of the database once a minute has passed since an erasure, unless another replica does.
   * @returns how many erasures are complete now
   */
  async run(): Promise<number> {
    // A vacuum takes longer than a statement of a service may.
    const database = new Database(this.url, { connections: 1, deadlines: ADMIN_DEADLINES });
    return this.vacuum(database).finally(() => database.close());
  }

  private async runAndGoOn(): Promise<void> {
    await this.run().catch(this.onError);
    if (!this.isStopped) this.start();
  }

  private async vacuum({ query }: Database): Promise<number> {
    const { rows } = await sql<{ newest: string }>`
      select max(erased_at)::text as newest from messaging.tombstone
      where vacuumed_at is null and erased_at <= now() - ${this.afterMs} * interval '1 millisecond'
      having count(*) > 0 and pg_try_advisory_lock(hashtext('vacuum'))`.execute(query);
    if (!rows[0]) return 0;
    for (const table of await tablesOf(query)) await sql`vacuum ${sql.raw(table)}`.execute(query);
    const { numAffectedRows } = await sql`
      update messaging.tombstone set vacuumed_at = now()
      where vacuumed_at is null and erased_at <= ${rows[0].newest}::timestamptz`.execute(query);
    return Number(numAffectedRows);
  }
}

/** Every table, quoted; those of the tool that migrates belong to the owner alone, and say nothing of people. */
async function tablesOf(query: Database['query']): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
      and has_table_privilege(format('%I.%I', schemaname, tablename), 'maintain')`.execute(query);
  return rows.map(({ name }) => name);
}
