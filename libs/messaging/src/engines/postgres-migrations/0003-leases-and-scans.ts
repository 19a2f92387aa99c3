import { type Kysely, sql } from 'kysely';

/**
 * A lease knows its own length: one that lies further ahead was made before the clock stepped back, and is over. The
 * check reads the clock itself, because a transaction that began earlier must not judge a lease that was made meanwhile.
 *
 * Full pages keep the table small without a vacuum (docs/decisions/0006-queues-stay-flat.md).
 *
 * `take` can start behind a message, because the entries of deleted messages stay at the head of a queue until the next
 * vacuum, and every scan from the head walks past all of them. For the same reason no session may leave a transaction
 * open: the snapshot that it holds keeps every dead row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // oxlint-disable-next-line troupe/no-undeclared-contraction -- older than releases
  await sql`
    alter table queues.delivery add column lease_length interval;
    alter table queues.delivery set (fillfactor = 100);

    drop function take(int, int);
    create function take(most int, lease_ms int, after bigint default 0)
    returns table (seq bigint, token uuid, redelivered boolean, id text, attributes jsonb, body bytea)
    language sql security definer
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off begin atomic
      with taken as (
        update queues.delivery
        set handed_out = handed_out + 1, lease_token = gen_random_uuid(),
          lease_length = lease_ms * interval '1 millisecond',
          lease_until = now() + lease_ms * interval '1 millisecond'
        where ctid = any(array(
          select ctid from queues.delivery d
          where queue = session_user and d.seq > after
            and (lease_until is null or clock_timestamp() not between lease_until - lease_length and lease_until)
          order by d.seq limit most
          for update skip locked))
        returning *
      )
      select t.seq, t.lease_token, t.handed_out > 1, t.id, t.attributes, t.body from taken t order by t.seq;
    end;

    create or replace function extend(seqs bigint[], tokens uuid[], lease_ms int) returns void
    language sql security definer
    set enable_seqscan = off set enable_bitmapscan = off begin atomic
      update queues.delivery
      set lease_length = lease_ms * interval '1 millisecond',
        lease_until = now() + lease_ms * interval '1 millisecond'
      where queue = session_user and seq = any(seqs) and lease_token = any(tokens);
    end;

    do $$ begin
      execute format('alter database %I set idle_in_transaction_session_timeout = ''10s''', current_database());
    end $$;
  `.execute(db);
}
