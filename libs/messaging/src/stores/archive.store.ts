import type { Database, Tx } from '#libs/database';
import { type RawBuilder, sql } from 'kysely';

/** What can be archived: the events that a service has sent, or the ids of those that it has handled. */
export type ArchiveSource = 'outbox' | 'inbox';

/** A file that messages of one day were moved to. */
export interface ArchivedFile {
  /** Its path within the archive's folder. */
  file: string;
  source: ArchiveSource;
  /** The day in UTC on which they were stored: 2026-11-03. */
  day: string;
  messages: number;
  /** In hexadecimal, of the text before it was compressed. */
  sha256: string;
}

/** Lines that one fetch returns, and ids that one statement deletes. */
const BATCH = 1_000;

interface Source {
  table: RawBuilder<unknown>;
  id: RawBuilder<unknown>;
  at: RawBuilder<unknown>;
  /** The columns of a line. */
  columns: RawBuilder<unknown>;
  /** What has ended, and may be moved once it is old. */
  hasEnded: RawBuilder<unknown>;
}

/**
 * What an event says of a person stays out of archives, because no later erasure reaches them: such a line has no body.
 * What an unfinished replay has still to deliver stays in the outbox.
 */
const SOURCES: Record<ArchiveSource, Source> = {
  outbox: {
    table: sql`messaging.outbox`,
    id: sql`m.id::text`,
    at: sql`m.created_at`,
    columns: sql`m.id, m.seq, m.type, m.subject, m.datasubject, m.attributes,
      case when m.datasubject is null then m.body end as body, m.created_at, m.sent_at`,
    hasEnded: sql`m.sent_at is not null and not exists (
      select from messaging.replay r where r.ended_at is null and m.seq > r.position and m.seq <= r.last_seq)`,
  },
  inbox: {
    table: sql`messaging.inbox`,
    id: sql`m.event_id`,
    at: sql`m.received_at`,
    columns: sql`m.event_id as id, m.type, m.received_at`,
    hasEnded: sql`m.done`,
  },
};

/** The old messages in the database of a service, and the record of the files that they were moved to. */
export class MessageArchive {
  constructor(private readonly database: Database) {}

  /** Runs `work`, unless another process archives the same service. @returns whether it ran */
  alone(work: () => Promise<void>): Promise<boolean> {
    return this.database.query.connection().execute(async (connection) => {
      const { rows } = await sql<{ isFree: boolean }>`
        select pg_try_advisory_lock(hashtext('archive')) as "isFree"`.execute(connection);
      if (!rows[0]?.isFree) return false;
      await work().finally(() => sql`select pg_advisory_unlock(hashtext('archive'))`.execute(connection));
      return true;
    });
  }

  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.inTransaction(work);
  }

  /** The moment, by the clock of the database. */
  async now(): Promise<Date> {
    const { rows } = await sql<{ now: Date }>`select now()`.execute(this.database.query);
    return rows[0]!.now;
  }

  /** The days before a day from which something can be moved, and how much. */
  async days(source: ArchiveSource, before: string): Promise<{ day: string; messages: number }[]> {
    const { table, at, hasEnded } = SOURCES[source];
    const { rows } = await sql<{ day: string; messages: number }>`
      select to_char(${at} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as messages
      from ${table} m where ${hasEnded} and ${at} < ${startOf(before)} group by 1 order by 1`.execute(
      this.database.query,
    );
    return rows;
  }

  /** When the oldest event of the outbox was written that stays, when what is from before a day is moved. */
  async oldestKept(before: string): Promise<Date | undefined> {
    const { table, at, hasEnded } = SOURCES.outbox;
    const { rows } = await sql<{ oldest: Date | null }>`
      select min(${at}) as oldest from ${table} m
      where not (${hasEnded} and ${at} < ${startOf(before)})`.execute(this.database.query);
    return rows[0]?.oldest ?? undefined;
  }

  /** The messages of a day as lines of JSON, so many at most. */
  async *lines(tx: Tx, source: ArchiveSource, day: string, most: number): AsyncGenerator<string> {
    const { table, at, columns, hasEnded } = SOURCES[source];
    await sql`
      declare archived cursor for
      select row_to_json(line)::text as line from (
        select ${columns} from ${table} m
        where ${hasEnded} and ${at} >= ${startOf(day)} and ${at} < ${startOf(day)} + interval '1 day'
        order by ${at} limit ${sql.lit(most)}) line`.execute(tx);
    for (;;) {
      const { rows } = await sql<{ line: string }>`fetch ${sql.lit(BATCH)} from archived`.execute(tx);
      if (!rows.length) break;
      for (const { line } of rows) yield line;
    }
    await sql`close archived`.execute(tx);
  }

  /**
   * Deletes the messages that a file holds, and records the file, or does neither.
   * @throws Error when one of them may not be moved any more
   */
  remove(file: ArchivedFile, ids: string[]): Promise<void> {
    const { table, id, hasEnded } = SOURCES[file.source];
    return this.database.inTransaction(async (tx) => {
      // No replay begins with what is about to be deleted.
      await sql`lock table messaging.replay in share row exclusive mode`.execute(tx);
      await sql`
        insert into messaging.archive (file, source, day, messages, sha256)
        values (${file.file}, ${file.source}, ${file.day}::date, ${file.messages}, ${file.sha256})
        on conflict (file) do update set archived_at = now()`.execute(tx); // in a restored database
      for (let at = 0; at < ids.length; at += BATCH) {
        const some = ids.slice(at, at + BATCH);
        await sql`delete from ${table} m where ${isOneOf(file.source, some)} and ${hasEnded}`.execute(tx);
        const { rows } = await sql<{ id: string }>`
          select ${id} as id from ${table} m where ${isOneOf(file.source, some)} limit 1`.execute(tx);
        if (rows[0]) throw new Error(`${rows[0].id} is in use again`);
      }
    });
  }

  /** The file with this content, if messages were moved to it. */
  async recorded(sha256: string): Promise<ArchivedFile | undefined> {
    const [found] = await this.files(sql`sha256 = ${sha256}`);
    return found;
  }

  /** The newest file with events that this service has sent. */
  async newestOfOutbox(): Promise<ArchivedFile | undefined> {
    const [found] = await this.files(sql`source = 'outbox'`);
    return found;
  }

  private async files(which: RawBuilder<unknown>): Promise<ArchivedFile[]> {
    const { rows } = await sql<ArchivedFile>`
      select file, source, to_char(day, 'YYYY-MM-DD') as day, messages, sha256 from messaging.archive
      where ${which} order by day desc, archived_at desc limit 1`.execute(this.database.query);
    return rows;
  }
}

const startOf = (day: string) => sql`(${day}::date::timestamp at time zone 'UTC')`;

/** A condition that an index serves. */
const isOneOf = (source: ArchiveSource, ids: string[]) =>
  source === 'outbox' ? sql`m.id = any(${ids}::uuid[])` : sql`m.event_id = any(${ids}::text[])`;
