import { type Kysely, sql } from 'kysely';

/**
 * The broker's two tables. No role may use them directly: roles may only call the functions, which act on the queue, and
 * under the source, that bear the name of the session's role. PostgreSQL resolves the names in their bodies (`begin
 * atomic`) when it creates them, so that no search path of a caller leads elsewhere.
 *
 * The statistics of a table that is empty one moment and full the next are always wrong. So the functions leave the
 * planner one plan: by the key of their own queue, whose dead entries the next scan skips. `queue` has the type of
 * `session_user`, because an index on text does not serve a comparison with a name.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema queues;
    create table queues.subscription (type text, queue name, primary key (type, queue));
    create table queues.delivery (
      seq bigint generated always as identity,
      queue name not null,
      id text not null,
      attributes jsonb not null,
      body bytea not null,
      handed_out int not null default 0,
      lease_until timestamptz,
      lease_token uuid,
      primary key (queue, seq)
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

    create unique index once on queues.delivery ((queue::text || ' ' || id)); -- of no use for finding a queue

    create function declare_queue(types text[]) returns void
    language sql security definer begin atomic
      insert into queues.subscription (type, queue)
      select unnest(types), session_user on conflict do nothing;
    end;

    create function publish(ids text[], types text[], attributes jsonb[], bodies bytea[]) returns void
    language sql security definer begin atomic
      with fanned_out as (
        insert into queues.delivery (queue, id, attributes, body)
        select s.queue, m.id, m.attributes || jsonb_build_object('source', '/troupe/' || session_user), m.body
        from unnest(ids, types, attributes, bodies) with ordinality as m (id, type, attributes, body, at)
        join queues.subscription s using (type)
        order by m.at
        on conflict ((queue::text || ' ' || id)) do nothing
        returning queue, seq
      )
      select pg_notify(queue, max(seq)::text) from fanned_out group by queue;
    end;

    create function take(most int, lease_ms int)
    returns table (seq bigint, token uuid, redelivered boolean, id text, attributes jsonb, body bytea)
    language sql security definer
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off begin atomic
      with taken as (
        update queues.delivery
        set handed_out = handed_out + 1, lease_token = gen_random_uuid(),
          lease_until = now() + lease_ms * interval '1 millisecond'
        where ctid = any(array(
          select ctid from queues.delivery
          where queue = session_user and (lease_until is null or lease_until < now())
          order by seq limit most
          for update skip locked))
        returning *
      )
      select t.seq, t.lease_token, t.handed_out > 1, t.id, t.attributes, t.body from taken t order by t.seq;
    end;

    create function ack(seqs bigint[], tokens uuid[]) returns void
    language sql security definer
    set enable_seqscan = off set enable_bitmapscan = off begin atomic
      delete from queues.delivery
      where queue = session_user and seq = any(seqs) and lease_token = any(tokens);
    end;

    create function extend(seqs bigint[], tokens uuid[], lease_ms int) returns void
    language sql security definer
    set enable_seqscan = off set enable_bitmapscan = off begin atomic
      update queues.delivery set lease_until = now() + lease_ms * interval '1 millisecond'
      where queue = session_user and seq = any(seqs) and lease_token = any(tokens);
    end;

    create function release(seqs bigint[], tokens uuid[]) returns void
    language sql security definer
    set enable_seqscan = off set enable_bitmapscan = off begin atomic
      with handed_back as (
        update queues.delivery set lease_until = null, lease_token = null, handed_out = handed_out - 1
        where queue = session_user and seq = any(seqs) and lease_token = any(tokens)
        returning queue
      )
      select pg_notify(queue, '') from handed_back;
    end;

    create function erase(person text) returns void
    language sql security definer begin atomic
      update queues.delivery set body = ''
      where queue = session_user and attributes ->> 'datasubject' = person;
    end;

    revoke all on schema public from public;
    grant usage on schema public to public;

    comment on column queues.delivery.body is 'personal: what a message says of a person, until it is taken';
  `.execute(db);
}
