import { type Kysely, sql } from 'kysely';

/**
 * A service may deliver its own events again, to one of their hearers. It gains no right: it may publish these events
 * anyway, and the hearer knows them by their ids.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Returns the types that went into no queue, because the sender does not publish them or the hearer does not hear them.
    create function redeliver(hearer name, attributes jsonb[], bodies bytea[])
    returns table (type text, outcome text)
    language sql security definer begin atomic
      with message as materialized (
        select m.at, m.attributes, m.body, m.attributes ->> 'type' as type, s.hearers, s.parts
        from unnest(attributes, bodies) with ordinality as m (attributes, body, at)
        left join queues.said s on s.type = m.attributes ->> 'type' and s.service = session_user
      ), stamp as materialized (
        select jsonb_build_object('source', '/troupe/' || session_user, 'recordedtime',
          to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as stamped
      ), queued as (
        insert into queues.delivery (queue, id, attributes, body)
        select hearer, m.attributes ->> 'id', m.attributes || stamped,
          case when m.parts ? hearer::text then queues.part_of(m.body, m.parts -> hearer::text) else m.body end
        from message m cross join stamp
        where hearer = any(m.hearers)
        order by m.at
        on conflict ((queue::text || ' ' || id)) do nothing
        returning queue, seq
      ), notified as (
        select pg_notify(queue, max(seq)::text) from queued group by queue
      )
      -- A query that nothing refers to does not run, so the count makes the notifications happen.
      select distinct m.type, case when m.hearers is null then 'forbidden' else 'not heard' end
      from message m
      where (select count(*) from notified) >= 0 and (hearer = any(m.hearers)) is not true;
    end;
  `.execute(db);
}
