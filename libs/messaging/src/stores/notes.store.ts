import type { Database } from '#libs/database';
import { sql } from 'kysely';

/** What a note is about: a message, or a group by its fingerprint. */
export interface NoteKey {
  kind: 'event' | 'effect' | 'group';
  id: string;
}

/** What operators note about what was given up, and who deals with it. */
export interface Note {
  note: string | null;
  owner: string | null;
  who: string;
  at: Date;
}

/** The notes of operators. They name no person: no erasure reaches them. */
export class Notes {
  constructor(private readonly database: Database) {}

  /**
   * Notes something about a message or a group, in the place of what was noted before. Who has noted what is kept.
   * @returns false when no such message or group was given up
   */
  put({ kind, id }: NoteKey, { note, owner, who }: Omit<Note, 'at'>): Promise<boolean> {
    const why = [owner && `owner: ${owner}`, note].filter(Boolean).join('; ');
    return this.database.inTransaction(async (tx) => {
      const { rows } = await sql<{ type: string | null }>`
        select type from messaging.hospital
        where case when ${kind} = 'group' then fingerprint = ${id} else kind = ${kind} and id = ${id} end
        limit 1`.execute(tx);
      if (!rows[0]) return false;
      await sql`
        insert into messaging.note (kind, id, note, owner, who) values (${kind}, ${id}, ${note}, ${owner}, ${who})
        on conflict (kind, id) do update
        set note = excluded.note, owner = excluded.owner, who = excluded.who, at = now()`.execute(tx);
      await sql`
        insert into messaging.act (act, who, why, kind, id, type)
        values ('note', ${who}, ${why}, ${kind}, ${id}, ${rows[0].type})`.execute(tx);
      return true;
    });
  }
}

/** The newest note about a group or about a patient, as JSON; of a patient without one, that of its group. */
export const noteOf = (...keys: [kind: ReturnType<typeof sql>, id: ReturnType<typeof sql>][]) => {
  const found = keys.map(
    ([kind, id]) => sql`(select json_build_object('note', note, 'owner', owner, 'who', who, 'at', at)
      from messaging.note n where n.kind = ${kind} and n.id = ${id})`,
  );
  return sql`coalesce(${sql.join(found)})`;
};
