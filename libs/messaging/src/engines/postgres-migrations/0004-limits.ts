import { type Kysely, sql } from 'kysely';

/**
 * A message that is too large stops its queue for ever: PostgreSQL cannot return a row of a gigabyte, and the answer to a
 * fetch of many large ones exceeds its deadline. So `publish` refuses what exceeds the limits of `envelope.ts`: 256 KiB for
 * a body, 16 KiB for the attributes as text, 128 characters for an id. The conformance suite compares the numbers.
 *
 * `publish` returns the columns that it always had, because replicas of older builds have prepared its call.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- No call of the old function commits a message behind the clean-up below.
    lock table queues.delivery in share row exclusive mode;

    -- Returns the types whose messages went into no queue. The type is read from the attributes that the hearers get, so
    -- that no sender can claim another one. In missing are the ids, when messages are too large.
    create or replace function publish(attributes jsonb[], bodies bytea[])
    returns table (type text, outcome text, missing text[])
    language sql security definer begin atomic
      with message as materialized (
        select m.at, m.attributes, m.body, m.attributes ->> 'type' as type, s.hearers, s.missing,
          octet_length(m.body) > 262144 or octet_length(m.attributes::text) > 16384
            or coalesce(length(m.attributes ->> 'id') > 128, false) as too_large
        from unnest(attributes, bodies) with ordinality as m (attributes, body, at)
        left join queues.said s on s.type = m.attributes ->> 'type' and s.service = session_user
      ), fanned_out as (
        insert into queues.delivery (queue, id, attributes, body)
        select queue, m.attributes ->> 'id',
          m.attributes || jsonb_build_object('source', '/troupe/' || session_user), m.body
        from message m cross join unnest(m.hearers) queue
        where m.missing = '{}' and not m.too_large
        order by m.at
        on conflict ((queue::text || ' ' || id)) do nothing
        returning queue, seq
      ), notified as (
        select pg_notify(queue, max(seq)::text) from fanned_out group by queue
      )
      -- A query that nothing refers to does not run, so the count makes the notifications happen.
      select distinct m.type,
        case when m.missing is null then 'forbidden' when m.missing = '{}' then 'unheard' else 'not heard yet' end,
        m.missing::text[]
      from message m
      where (select count(*) from notified) >= 0 and (m.hearers = '{}' or m.missing <> '{}') is not false
      union all
      select m.type, 'too large', array_agg(left(m.attributes ->> 'id', 128))
      from message m
      where m.missing = '{}' and m.too_large
      group by m.type;
    end;

    -- What an older version let in would have been malformed. It still is, and fits into a fetch.
    update queues.delivery set body = substr(body, 1, 262145) where octet_length(body) > 262145;
    update queues.delivery
    set id = md5(id), attributes = jsonb_build_object('type', attributes -> 'type', 'source', attributes -> 'source')
    where octet_length(attributes::text) > 17000 or length(id) > 128; -- the source was added to the attributes
  `.execute(db);
}
