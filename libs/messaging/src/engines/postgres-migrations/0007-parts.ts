import { type Kysely, sql } from 'kysely';

/**
 * A queue may receive a part of the body only: the fields that its service declares. What it must not know never reaches
 * it. `said.parts` has the fields by queue, so that publishing still reads one row for each message.
 *
 * `publish` stamps each message with the broker's clock (`recordedtime` of CloudEvents), so that times of events from
 * different services can be compared, and `queues` shows how far behind each queue is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // oxlint-disable-next-line troupe/no-undeclared-contraction -- older than releases
  await sql`
    alter table queues.subscription add column fields text[];
    alter table queues.said add column parts jsonb not null default '{}';

    create function queues.part_of(body bytea, fields jsonb) returns bytea
    language sql immutable begin atomic
      select convert_to(coalesce(json_object_agg(key, value), '{}')::text, 'UTF8')
      from json_each(convert_from(body, 'UTF8')::json) where fields ? key;
    end;

    drop function topology();
    create function topology() returns table (says text[], hears text[], parts jsonb)
    language sql stable security definer begin atomic
      select
        array(select type from queues.said where service = session_user),
        array(select type from queues.subscription where queue = session_user and state = 'active'),
        (select coalesce(jsonb_object_agg(type, fields), '{}') from queues.subscription
          where queue = session_user and state = 'active' and fields is not null);
    end;

    -- What waits in each queue, which is no secret: an operator's view needs no other right.
    create function queues()
    returns table (queue text, waiting int, leased int, oldest_age_seconds float8)
    language sql stable security definer begin atomic
      select s.queue,
        count(d.seq) filter (where lease_until is null or lease_until < clock_timestamp())::int,
        count(d.seq) filter (where lease_until >= clock_timestamp())::int,
        coalesce(greatest(extract(epoch from
          clock_timestamp() - min(coalesce(d.attributes ->> 'recordedtime', d.attributes ->> 'time'))::timestamptz), 0), 0)::float8
      from (select distinct queue from queues.subscription where state = 'active') s
      left join queues.delivery d on d.queue = s.queue
      group by s.queue order by s.queue;
    end;

    -- Everything that the broker stamped before this moment is committed or never will be. Another role's transactions are
    -- visible to a superuser only, so a second is granted to those that this function may not see.
    create function settled_before() returns timestamptz
    language sql volatile security definer begin atomic
      select least(clock_timestamp() - interval '1 second', min(xact_start))
      from pg_stat_activity where datname = current_database() and backend_xid is not null;
    end;

    -- As in 0004, with the two differences above.
    create or replace function publish(attributes jsonb[], bodies bytea[])
    returns table (type text, outcome text, missing text[])
    language sql security definer begin atomic
      with message as materialized (
        select m.at, m.attributes, m.body, m.attributes ->> 'type' as type, s.hearers, s.missing, s.parts,
          octet_length(m.body) > 262144 or octet_length(m.attributes::text) > 16384
            or coalesce(length(m.attributes ->> 'id') > 128, false) as too_large
        from unnest(attributes, bodies) with ordinality as m (attributes, body, at)
        left join queues.said s on s.type = m.attributes ->> 'type' and s.service = session_user
      ), stamp as materialized (
        select jsonb_build_object('source', '/troupe/' || session_user, 'recordedtime',
          to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as stamped
      ), fanned_out as (
        insert into queues.delivery (queue, id, attributes, body)
        select queue, m.attributes ->> 'id', m.attributes || stamped,
          case when m.parts ? queue::text then queues.part_of(m.body, m.parts -> queue::text) else m.body end
        from message m cross join stamp cross join unnest(m.hearers) queue
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
  `.execute(db);
}
