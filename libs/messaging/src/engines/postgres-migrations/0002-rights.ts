import { type Kysely, sql } from 'kysely';

/**
 * Rights follow contracts: the deployment, as the owner, writes who says and who hears what. Roles cannot.
 *
 * The state of a subscription is `expected` when only the sender's deployment has named the hearer, `active` once the
 * hearer's own has, and `ended` when that has taken it back. While one is expected, events of its type are refused.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // oxlint-disable-next-line troupe/no-undeclared-contraction -- older than releases
  await sql`
    create table queues.said (
      type text primary key,
      service name not null,
      -- from the subscriptions, so that publishing reads one row for each message
      hearers name[] not null default '{}',
      missing name[] not null default '{}'
    );

    alter table queues.subscription
      add column state text not null default 'active' check (state in ('expected', 'active', 'ended'));
    alter table queues.subscription alter column state drop default;

    drop function declare_queue(text[]);
    drop function publish(text[], text[], jsonb[], bytea[]);

    create function topology() returns table (says text[], hears text[])
    language sql stable security definer begin atomic
      select
        array(select type from queues.said where service = session_user),
        array(select type from queues.subscription where queue = session_user and state = 'active');
    end;

    -- Returns the types whose messages went into no queue. The type is read from the attributes that the hearers get, so
    -- that no sender can claim another one.
    create function publish(attributes jsonb[], bodies bytea[])
    returns table (type text, outcome text, missing text[])
    language sql security definer begin atomic
      with message as materialized (
        select m.at, m.attributes, m.body, m.attributes ->> 'type' as type, s.hearers, s.missing
        from unnest(attributes, bodies) with ordinality as m (attributes, body, at)
        left join queues.said s on s.type = m.attributes ->> 'type' and s.service = session_user
      ), fanned_out as (
        insert into queues.delivery (queue, id, attributes, body)
        select queue, m.attributes ->> 'id',
          m.attributes || jsonb_build_object('source', '/troupe/' || session_user), m.body
        from message m cross join unnest(m.hearers) queue
        where m.missing = '{}'
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
      where (select count(*) from notified) >= 0 and (m.hearers = '{}' or m.missing <> '{}') is not false;
    end;

    -- A lock that a role holds must stop nobody else. Roles need none here, and other databases let only their own in.
    do $$
    declare lock_function regprocedure;
    begin
      for lock_function in
        select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ 'advisory'
      loop
        execute format('revoke execute on function %s from public', lock_function);
      end loop;
    end $$;
  `.execute(db);
}
