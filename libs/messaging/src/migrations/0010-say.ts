import { type Kysely, sql } from 'kysely';

/**
 * An event goes into the outbox together with the statement that follows, mostly COMMIT, and nobody waits for the answer in
 * between. So what must not be said fails here, and with it the transaction.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Fails with TR410 when the event concerns a person whom this service has erased.
    create function messaging.say(id uuid, type text, subject text, person text, attributes jsonb, body jsonb)
    returns void language plpgsql as $$
    begin
      if messaging.forgotten(person) then
        raise exception 'the person concerned was erased' using errcode = 'TR410';
      end if;
      insert into messaging.outbox (id, type, subject, datasubject, attributes, body)
      values (say.id, say.type, say.subject, person, say.attributes, say.body);
    end $$;
  `.execute(db);
}
