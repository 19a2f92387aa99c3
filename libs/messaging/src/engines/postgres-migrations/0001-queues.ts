import { type Kysely, sql } from 'kysely';

/**
 * The broker's two tables. Nobody may touch them: every role may only call the functions, which act on the queue, and
 * under the source, that bear the name of the session's role.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema queues;
    create table queues.subscription (type text, queue text, primary key (type, queue));
    create table queues.delivery (
      seq bigint generated always as identity,
      queue text not null,
      id text not null,
      attributes jsonb not null,
      body bytea not null,
      handed_out int not null default 0,
      lease_until timestamptz,
      lease_token uuid,
      primary key (queue, seq),
      unique (queue, id)
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

    create function declare_queue(types text[]) returns void
    language sql security definer set search_path = queues, pg_temp begin atomic
      insert into queues.subscription (type, queue)
      select unnest(types), session_user on conflict do nothing;
    end;

    create function publish(ids text[], types text[], attributes jsonb[], bodies bytea[]) returns void
    language sql security definer set search_path = queues, pg_temp begin atomic
      with message as (
        select * from unnest(ids, types, attributes, bodies) with ordinality as m (id, type, attributes, body, at)
      ), fanned_out as (
        insert into queues.delivery (queue, id, attributes, body)
        select s.queue, m.id, m.attributes || jsonb_build_object('source', '/troupe/' || session_user), m.body
        from message m join queues.subscription s using (type)
        order by m.at
        on conflict (queue, id) do nothing
        returning queue
      )
      select pg_notify(queue, '') from (select distinct queue from fanned_out) touched;
    end;

    create function take(most int, lease_ms int)
    returns table (seq bigint, token uuid, redelivered boolean, id text, attributes jsonb, body bytea)
    language sql security definer set search_path = queues, pg_temp begin atomic
      with next as (
        select d.seq, t.token
        from queues.delivery d, (select gen_random_uuid() as token) t
        where d.queue = session_user and (d.lease_until is null or d.lease_until < now())
        order by d.seq limit most
        for update of d skip locked
      ), taken as (
        update queues.delivery d
        set handed_out = d.handed_out + 1, lease_token = next.token,
          lease_until = now() + lease_ms * interval '1 millisecond'
        from next where d.queue = session_user and d.seq = next.seq
        returning d.*
      )
      select t.seq, t.lease_token, t.handed_out > 1, t.id, t.attributes, t.body from taken t order by t.seq;
    end;

    create function ack(seqs bigint[], tokens uuid[]) returns void
    language sql security definer set search_path = queues, pg_temp begin atomic
      delete from queues.delivery d using unnest(seqs, tokens) as done (seq, token)
      where d.queue = session_user and d.seq = done.seq and d.lease_token = done.token;
    end;

    create function extend(seqs bigint[], tokens uuid[], lease_ms int) returns void
    language sql security definer set search_path = queues, pg_temp begin atomic
      update queues.delivery d set lease_until = now() + lease_ms * interval '1 millisecond'
      from unnest(seqs, tokens) as held (seq, token)
      where d.queue = session_user and d.seq = held.seq and d.lease_token = held.token;
    end;

    create function release(seqs bigint[], tokens uuid[]) returns void
    language sql security definer set search_path = queues, pg_temp begin atomic
      with handed_back as (
        update queues.delivery d set lease_until = null, lease_token = null, handed_out = d.handed_out - 1
        from unnest(seqs, tokens) as held (seq, token)
        where d.queue = session_user and d.seq = held.seq and d.lease_token = held.token
        returning d.queue
      )
      select pg_notify(queue, '') from (select distinct queue from handed_back) touched;
    end;

    create function erase(person text) returns void
    language sql security definer set search_path = queues, pg_temp begin atomic
      update queues.delivery set body = ''
      where queue = session_user and attributes ->> 'datasubject' = person;
    end;

    revoke all on schema public from public;
    grant usage on schema public to public;
  `.execute(db);
}
