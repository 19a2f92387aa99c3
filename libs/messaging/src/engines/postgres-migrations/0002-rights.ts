import { type Kysely, sql } from 'kysely';

/**
 * Rights follow contracts: the deployment, as the owner, writes who says and who hears what. Roles cannot.
 *
 * The state of a subscription is `expected` when only the sender's deployment has named the hearer, `active` once the
 * hearer's own has, and `ended` when that has taken it back. While one is expected, events of its type are refused.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table queues.said (type text primary key, service name not null);

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

    -- Returns the types whose messages were refused, or that nobody hears. The type is read from the attributes that the
    -- hearers get, so that no sender can claim another one.
    create function publish(attributes jsonb[], bodies bytea[])
    returns table (type text, outcome text, missing text[])
    language sql security definer begin atomic
      with message as (
        select m.at, m.attributes ->> 'type' as type, m.attributes, m.body
        from unnest(attributes, bodies) with ordinality as m (attributes, body, at)
      ), outcome as materialized (
        select t.type,
          case
            when not exists (select from queues.said s where s.type = t.type and s.service = session_user) then 'forbidden'
            when 'expected' = any(array_agg(s.state)) then 'not heard yet'
            when 'active' = any(array_agg(s.state)) then 'heard'
            else 'unheard'
          end as outcome,
          array_agg(s.queue::text) filter (where s.state = 'expected') as missing
        from (select distinct type from message) t left join queues.subscription s on s.type = t.type
        group by t.type
      ), fanned_out as (
        insert into queues.delivery (queue, id, attributes, body)
        select s.queue, m.attributes ->> 'id',
          m.attributes || jsonb_build_object('source', '/troupe/' || session_user), m.body
        from message m
        join outcome o on o.type = m.type and o.outcome = 'heard'
        join queues.subscription s on s.type = m.type and s.state = 'active'
        order by m.at
        on conflict ((queue::text || ' ' || id)) do nothing
        returning queue, seq
      ), notified as (
        select pg_notify(queue, max(seq)::text) from fanned_out group by queue
      )
      -- A query that nothing refers to does not run, so the count makes the notifications happen.
      select o.type, o.outcome, o.missing from outcome o
      where (select count(*) from notified) >= 0 and o.outcome <> 'heard';
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
