import type { Database, Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type ColumnType, type Generated, sql } from 'kysely';
import type { Judgement, ProcessState, Seen, StepReport } from './flow.js';

type Json<T> = ColumnType<T, string | undefined, string>;

interface Tables {
  process: {
    flow: string;
    key: string;
    /** Whom it concerns, by an opaque id; null of a process that concerns nobody. */
    person: string | null;
    expected: string[];
    seen: Json<Seen>;
    began_at: Date;
    state: Generated<ProcessState>;
    steps: Json<Record<string, StepReport>>;
    missing: Generated<string[]>;
    next_deadline: Date | null;
    judged_up_to: Generated<string>;
    changed_at: Generated<Date>;
  };
  sighting: Sighting & { flow: string; key: string };
}

/** An event as one process has seen it. */
export interface Sighting {
  event_id: string;
  type: string;
  source: string;
  subject: string;
  correlation_id: string;
  causation_id: string;
  trace_id: string | null;
  occurred_at: string | Date;
  recorded_at: string | Date;
}

/** What names a process. */
export interface ProcessId {
  flow: string;
  key: string;
}

/** A process as it was last judged. */
export interface Process extends ProcessId {
  expected: string[];
  seen: Seen;
  beganAt: string;
  state: ProcessState;
  steps: Record<string, StepReport>;
  /** Deadlines before this moment were judged. ISO 8601. */
  judgedUpTo: string;
  /** Whom an event that is added now concerns. */
  person?: string | undefined;
}

/** Which processes to list, newest first. */
export interface ProcessFilter {
  flow?: string | undefined;
  key?: string | undefined;
  /** A key, or a correlation ID of an event. */
  about?: string | undefined;
  states?: readonly ProcessState[] | undefined;
  /** Only those that began longer ago, in milliseconds. */
  olderThanMs?: number | undefined;
  /** The last process of the page before. */
  after?: (ProcessId & { beganAt: string }) | undefined;
  limit: number;
}

/** How many processes are not over, by flow and state, and how many miss a step, by step. */
export interface OpenProcesses {
  processes: { flow: string; state: ProcessState; count: number }[];
  missing: { flow: string; step: string; count: number }[];
}

/** `timestamptz` as ISO 8601 in UTC, as `Date.toISOString` writes it. */
const iso = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

@Injectable()
export class ProcessesStore {
  /** Creates a process unless it exists, and locks it. */
  async open(tx: Tx<Tables>, { flow, key }: ProcessId, expected: string[], at: string): Promise<Process> {
    await tx
      .insertInto('process')
      .values({ flow, key, expected, began_at: new Date(at) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return processes(tx)
      .where('flow', '=', flow)
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirstOrThrow();
  }

  /** Returns false when the process has seen the event already. */
  async see(tx: Tx<Tables>, id: ProcessId, sighting: Sighting): Promise<boolean> {
    const seen = await tx
      .insertInto('sighting')
      .values({ flow: id.flow, key: id.key, ...sighting })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return Boolean(seen.numInsertedOrUpdatedRows);
  }

  /** The processes of these flows whose next deadline has passed, locked; none that another replica judges, none of `except`. */
  due(
    tx: Tx<Tables>,
    flows: readonly string[],
    heardUpTo: string,
    except: readonly ProcessId[],
    limit: number,
  ): Promise<Process[]> {
    return processes(tx)
      .where('next_deadline', '<=', new Date(heardUpTo))
      .where('flow', 'in', flows)
      .where(
        sql<boolean>`(flow, key) not in (
        select flow, key from jsonb_to_recordset(${JSON.stringify(except)}::jsonb) as e (flow text, key text))`,
      )
      .orderBy('next_deadline')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
  }

  async save(tx: Tx<Tables>, judged: readonly (Process & Judgement)[]): Promise<void> {
    if (!judged.length) return;
    const rows = judged.map(
      ({ flow, key, seen, beganAt, state, steps, missing, nextDeadline, judgedUpTo, person }) => {
        return {
          flow,
          key,
          seen,
          began_at: beganAt,
          state,
          steps,
          missing,
          next_deadline: nextDeadline ?? null,
          judged_up_to: judgedUpTo,
          person: person ?? null,
        };
      },
    );
    await sql`
      update process p set seen = j.seen, began_at = j.began_at, state = j.state, steps = j.steps,
        missing = array(select jsonb_array_elements_text(j.missing)), next_deadline = j.next_deadline,
        judged_up_to = j.judged_up_to, person = least(p.person, j.person), changed_at = now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as j (flow text, key text, seen jsonb, began_at timestamptz,
        state text, steps jsonb, missing jsonb, next_deadline timestamptz, judged_up_to timestamptz, person text)
      where p.flow = j.flow and p.key = j.key`.execute(tx);
  }

  /** The processes with this key, and those that have seen an event with this correlation ID, oldest first. */
  about(tx: Tx<Tables>, id: string): Promise<Process[]> {
    return processes(tx).where(isAbout(id)).orderBy('began_at').limit(100).execute();
  }

  async find(tx: Tx<Tables>, { flow, key }: ProcessId): Promise<Process | undefined> {
    return processes(tx).where('flow', '=', flow).where('key', '=', key).executeTakeFirst();
  }

  list(tx: Tx<Tables>, { after, limit, ...filter }: ProcessFilter): Promise<Process[]> {
    let query = processes(tx).where(matches(filter));
    if (after)
      query = query.where(
        sql<boolean>`(began_at, flow, key) < (${after.beganAt}::timestamptz, ${after.flow}, ${after.key})`,
      );
    return query
      .orderBy('began_at', 'desc')
      .orderBy('flow', 'desc')
      .orderBy('key', 'desc')
      .limit(limit)
      .execute();
  }

  /** How many processes a filter matches; `limit` means as many or more. */
  async count(
    tx: Tx<Tables>,
    filter: Omit<ProcessFilter, 'after' | 'limit'>,
    limit: number,
  ): Promise<number> {
    const found = tx.selectFrom('process').select('flow').where(matches(filter)).limit(limit).as('found');
    const { count } = await tx
      .selectFrom(found)
      .select(sql<number>`count(*)::int`.as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Every event that a process has seen, in the order in which the broker took them. */
  sightings(tx: Tx<Tables>, { flow, key }: ProcessId, limit: number) {
    return tx
      .selectFrom('sighting')
      .select(['event_id as id', 'type', 'source', 'subject', 'correlation_id as correlationId'])
      .select(['causation_id as causationId', 'trace_id as traceId'])
      .select([iso('occurred_at').as('occurredAt'), iso('recorded_at').as('recordedAt')])
      .where('flow', '=', flow)
      .where('key', '=', key)
      .orderBy('recorded_at')
      .orderBy('event_id')
      .limit(limit)
      .execute();
  }

  /** The processes that are not over, by flow and state, and those that miss a step, by step; in one statement. */
  async openCounts(database: Database<Tables>): Promise<OpenProcesses> {
    const { rows } = await sql<OpenProcesses>`
      with open as materialized (select flow, state, missing from process where state in ('running', 'stuck'))
      select
        (select coalesce(jsonb_agg(o), '[]') from (select flow, state, count(*) from open group by flow, state) o) as processes,
        (select coalesce(jsonb_agg(m), '[]') from (
          select flow, step, count(*) from open, unnest(missing) step where state = 'stuck' group by flow, step) m) as missing`.execute(
      database.query,
    );
    return rows[0] as OpenProcesses;
  }

  /** Deletes every process of these flows that this person names, or that concerns them. */
  async erase(tx: Tx<Tables>, person: string, flows: readonly string[]): Promise<void> {
    await tx
      .deleteFrom('process')
      .where(({ eb, or }) => or([eb('key', '=', person), eb('person', '=', person)]))
      .where('flow', 'in', flows)
      .execute();
  }
}

/** Two look-ups by index: PostgreSQL would read all processes for one condition with `or`. */
const isAbout = (id: string) => sql<boolean>`(flow, key) in (
  select flow, key from sighting where correlation_id = ${id} union select flow, key from process where key = ${id})`;

/** The condition of a list. */
function matches({ flow, key, about, states, olderThanMs }: Omit<ProcessFilter, 'after' | 'limit'>) {
  const conditions = [
    sql<boolean>`true`,
    ...(flow ? [sql<boolean>`flow = ${flow}`] : []),
    ...(key ? [sql<boolean>`key = ${key}`] : []),
    ...(about ? [isAbout(about)] : []),
    ...(states ? [sql<boolean>`state = any(${[...states]})`] : []),
    ...(olderThanMs ? [sql<boolean>`began_at < now() - ${olderThanMs} * interval '1 millisecond'`] : []),
  ];
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

const processes = (tx: Tx<Tables>) =>
  tx
    .selectFrom('process')
    .select(['flow', 'key', 'expected', 'seen', 'state', 'steps', iso('began_at').as('beganAt')])
    .select(iso('judged_up_to').as('judgedUpTo'));
