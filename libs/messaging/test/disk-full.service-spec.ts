import { eventually } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import { MessagingFixture, newCause, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';

/** PostgreSQL reports a full disk to the statement that needs room, and goes on. A trigger reports the same. */
describe('while a disk is full', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const run = (database: string, ...statements: RawBuilder<unknown>[]) =>
    statements.reduce<Promise<unknown>>(
      (before, one) => before.then(() => one.execute(fixture.environment.database(database).query)),
      Promise.resolve(),
    );
  const fill = (database: string, table: string) =>
    run(
      database,
      sql`create function public.no_room() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
      sql`create trigger full_disk before insert on ${sql.table(table)} execute function public.no_room()`,
    );
  const free = (database: string) => run(database, sql`drop function public.no_room cascade`);

  it('a sender writes nothing by half, and says everything once there is room', async () => {
    const alpha = await fixture.start('alpha');
    await run(
      'alpha',
      sql`create table if not exists public.order_of (id text)`,
      sql`grant all on public.order_of to alpha`,
    );
    const order = (id: string) =>
      alpha.because(newCause(), () =>
        alpha.database.inTransaction(async (tx) => {
          await sql`insert into public.order_of (id) values (${id})`.execute(tx);
          await alpha.messaging.outbox.add(tx, alpha.happened(thing({ note: id })));
        }),
      );
    await fill('alpha', 'messaging.outbox');
    await expect(order('one').finally(() => free('alpha'))).rejects.toMatchObject({ code: '53100' });
    await order('two');
    const { rows } = await sql`select id from public.order_of`.execute(alpha.database.query);
    expect(rows).toEqual([{ id: 'two' }]);
    expect((await fixture.rows('alpha', 'outbox')).map(({ body }) => body.note)).toEqual(['two']);
  });

  it('of the broker, an event waits in the outbox, and is delivered once there is room', async () => {
    const heard: string[] = [];
    await fixture.start('beta', { hears: { [HAPPENED]: ({ id }) => void heard.push(id) } });
    const alpha = await fixture.start('alpha');
    await fill('broker', 'queues.delivery');
    const { id } = await alpha
      .say()
      .finally(() =>
        eventually(() =>
          fixture.logs.some(({ msg }) => String(msg).startsWith('events wait in the outbox')),
        ).finally(() => free('broker')),
      );
    await eventually(() => heard.length > 0);
    await fixture.queuesEmpty('beta');
    expect(heard).toEqual([id]);
  });

  it('of a hearer, a message comes again without a failed attempt, and takes effect once there is room', async () => {
    const attempts: number[] = [];
    await fixture.start('beta', { hears: { [HAPPENED]: (_, { attempt }) => void attempts.push(attempt) } });
    const alpha = await fixture.start('alpha');
    for (const table of ['messaging.inbox', 'messaging.retry', 'messaging.hospital'])
      await (table === 'messaging.inbox'
        ? fill('beta', table)
        : run(
            'beta',
            sql`create trigger full_disk before insert on ${sql.table(table)} execute function public.no_room()`,
          ));
    await alpha.say();
    const isReleased = () => fixture.logs.some(({ msg }) => String(msg).endsWith('the message is released'));
    await eventually(isReleased).finally(() => free('beta'));
    await fixture.queuesEmpty('beta');
    expect(attempts).toEqual([1]);
    expect(await fixture.rows('beta', 'inbox')).toMatchObject([{ done: true }]);
  });
});
