import { newId } from '#libs/telemetry';
import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { latch } from './latch.js';
import {
  MessagingFixture,
  newCause,
  type TestServiceOptions,
  type TestService,
  thing,
} from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';

describe('erasure', () => {
  let fixture: MessagingFixture;
  let person: string;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  beforeEach(() => {
    person = newId();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const erase = (service: TestService, whom = person) =>
    service.database.inTransaction((tx) => service.messaging.messageErasure.erase(tx, whom));
  const about = (whom = person, body = {}) =>
    message(HAPPENED, thing({ person: whom, ...body }), { datasubject: whom });
  const count = async (service: TestService, outcome: string) => {
    const { body } = await service.telemetry.metrics.scrape();
    const line = `messaging_processed_total{event="${HAPPENED}",outcome="${outcome}",service="beta"} `;
    return Number(
      body
        .split('\n')
        .find((one) => one.startsWith(line))
        ?.slice(line.length)
        .split(' ')[0],
    );
  };
  const touch = (service: TestService, key: string, whom = person) =>
    service.because(newCause(), () =>
      service.database.inTransaction((tx) =>
        service.messaging.effects.add(
          tx,
          { kind: 'effect', type: TOUCH, schema: service.happened.schema },
          key,
          thing({ person: whom }),
          whom,
        ),
      ),
    );
  /** Resolves when an erasure waits for another transaction, or another transaction for an erasure. */
  const someTransactionWaits = () =>
    eventually(async () => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(
        fixture.environment.database('beta').query,
      );
      return rows.length > 0;
    });

  it('blanks what is stored about a person, and nothing else', async () => {
    const other = newId();
    const beta = await fixture.create('beta', {
      schedule: [600_000],
      hears: {
        [HAPPENED]: ({ note }) => {
          throw note === 'hopeless' ? new Error(`hopeless ${person}`) : new Error('later');
        },
      },
    });
    await beta.start();
    const hopeless = await fixture.create('gamma');
    for (const whom of [person, other]) await fixture.publish('alpha', about(whom));
    await fixture.queuesEmpty('beta');
    await beta.stop();
    const giving = await fixture.start('beta', {
      schedule: [],
      hears: { [HAPPENED]: () => Promise.reject(new Error(`no way with ${person}`)) },
    });
    for (const whom of [person, other])
      await fixture.publish('alpha', { ...about(whom), body: Buffer.from(`broken ${whom}`) });
    await fixture.queuesEmpty('beta');
    giving.broker.publish = () => Promise.reject(new Error('down'));
    for (const whom of [person, other]) await giving.say(thing({ person: whom }));
    expect(hopeless.name).toBe('gamma');

    await erase(giving);

    const of = async (table: string) =>
      new Map((await fixture.rows('beta', table)).map((row) => [row.datasubject, row]));
    const [outbox, retry, hospital] = [await of('outbox'), await of('retry'), await of('hospital')];
    expect(outbox.get(person)).toMatchObject({ body: null, sent_at: expect.any(Date) });
    expect(outbox.get(other)).toMatchObject({ body: { person: other }, sent_at: null });
    expect([...retry.keys()]).toEqual([other]);
    expect(hospital.get(person)).toMatchObject({
      message: 'erased',
      stack: null,
      errors: [],
      body: Buffer.of(),
    });
    expect(hospital.get(other)).toMatchObject({ reason: 'malformed', body: Buffer.from(`broken ${other}`) });
  });

  it('has no effect when its transaction is rolled back', async () => {
    const heard: string[] = [];
    const beta = await fixture.start('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    await beta.say(thing({ person }));
    const undone = beta.database.inTransaction(async (tx) => {
      await beta.messaging.messageErasure.erase(tx, person);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await fixture.rows('beta', 'outbox')).toMatchObject([{ body: { person } }]);
    await fixture.publish('alpha', about());
    await eventually(() => heard.length === 1);
  });

  it('drops and counts later and repeated messages about the person, malformed or not', async () => {
    const heard: string[] = [];
    const beta = await fixture.start('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    const early = about();
    await fixture.publish('alpha', early);
    await eventually(() => heard.length === 1);
    await erase(beta);
    await fixture.publish('alpha', early, about(), { ...about(), body: Buffer.from('broken') });
    await fixture.publish(
      'alpha',
      message(HAPPENED, thing(), { datasubject: person, correlationid: undefined }),
    );
    await fixture.queuesEmpty('beta');
    expect(heard).toHaveLength(1);
    expect(await count(beta, 'erased')).toBe(4);
    expect(await fixture.rows('beta', 'hospital')).toEqual([]);
    expect(await fixture.rows('beta', 'retry')).toEqual([]);
  });

  it('can be done by the handler of an event about the same person', async () => {
    const beta: TestService = await fixture.create('beta', {
      hears: { [HAPPENED]: (_, { tx }) => beta.messaging.messageErasure.erase(tx, person) },
    });
    await beta.start();
    await fixture.publish('alpha', about(), about());
    await fixture.queuesEmpty('beta');
    expect(await fixture.rows('beta', 'tombstone')).toMatchObject([{ datasubject: person }]);
    expect(await fixture.rows('beta', 'hospital')).toEqual([]);
  });

  it('waits for a handler that is writing about the person, and blanks what it wrote', async () => {
    const { open, opened } = latch();
    const begun: string[] = [];
    const beta: TestService = await fixture.create('beta', {
      hears: {
        [HAPPENED]: async ({ id }, { tx }) => {
          begun.push(id);
          await opened;
          await beta.messaging.outbox.add(tx, beta.happened(thing({ person })));
        },
      },
    });
    await beta.start();
    await fixture.publish('alpha', about());
    await eventually(() => begun.length === 1);
    const erased = erase(beta);
    await someTransactionWaits();
    open();
    await erased;
    expect(await fixture.rows('beta', 'outbox')).toMatchObject([{ body: null }]);
  });

  it('prevents further events about the person', async () => {
    const beta = await fixture.start('beta');
    await erase(beta);
    await expect(beta.say(thing({ person }))).rejects.toMatchObject({ code: 'erased', status: 410 });
    expect(await fixture.rows('beta', 'outbox')).toEqual([]);
  });

  it('waits for a request that has said an event about the person, and blanks it', async () => {
    const { open, opened } = latch();
    const beta = await fixture.start('beta');
    let hasSpoken = false;
    const request = beta.because(newCause(), () =>
      beta.database.inTransaction(async (tx) => {
        await beta.messaging.outbox.add(tx, beta.happened(thing({ person })));
        await sql`select`.execute(tx); // the event travels with it
        hasSpoken = true;
        await opened;
      }),
    );
    await eventually(() => hasSpoken);
    const erased = erase(beta);
    await someTransactionWaits();
    open();
    await Promise.all([request, erased]);
    expect(await fixture.rows('beta', 'outbox')).toMatchObject([{ body: null }]);
  });

  it('holds back a handler that is about to write about the person', async () => {
    const heard: string[] = [];
    const beta = await fixture.start('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    await beta.database.inTransaction(async (tx) => {
      await beta.messaging.messageErasure.erase(tx, person);
      await fixture.publish('alpha', about());
      await someTransactionWaits();
    });
    await fixture.queuesEmpty('beta');
    expect(heard).toEqual([]);
    expect(await count(beta, 'erased')).toBe(1);
  });

  describe('in a service that keeps rows about people', () => {
    const confirm = (player: TestService, fields: { person?: string } = {}) =>
      player.happened(thing({ note: 'erased', ...fields }));
    /** Erases the person, and resolves to those whose rows the service was told to erase. */
    const eraseWithRows = async (beta: TestService, confirmation = confirm(beta)) => {
      const erased: string[] = [];
      const rows = { erase: (_tx: unknown, whom: string) => Promise.resolve(void erased.push(whom)) };
      await beta.because(newCause(), () =>
        beta.database.inTransaction((tx) => beta.messaging.erasure.erase(tx, person, rows, confirmation)),
      );
      return erased;
    };

    it('erases messages and rows, and says so', async () => {
      const beta = await fixture.start('beta');
      await beta.say(thing({ person }));
      expect(await eraseWithRows(beta)).toEqual([person]);
      expect(await fixture.rows('beta', 'tombstone')).toMatchObject([{ datasubject: person }]);
      expect(await fixture.rows('beta', 'outbox')).toMatchObject([
        { body: null },
        { body: { note: 'erased' } },
      ]);
    });

    it('erases nothing when the confirmation names the person, because nobody would hear it', async () => {
      const beta = await fixture.start('beta');
      await beta.say(thing({ person }));
      await expect(eraseWithRows(beta, confirm(beta, { person }))).rejects.toMatchObject({ code: 'erased' });
      expect(await fixture.rows('beta', 'tombstone')).toEqual([]);
      expect(await fixture.rows('beta', 'outbox')).toMatchObject([{ body: { person } }]);
    });
  });

  describe('of a person with effects', () => {
    const slow = () => {
      const { open, opened } = latch();
      const ran: string[] = [];
      const options: TestServiceOptions = {
        effects: {
          [TOUCH]: async (_, { key }) => {
            ran.push(key);
            await opened;
            throw new Error('no answer');
          },
        },
      };
      return { open, ran, options };
    };

    it('removes the waiting effects, and drops later ones', async () => {
      const { ran, open, options } = slow();
      open();
      const beta = await fixture.create('beta', options);
      await touch(beta, 'early');
      await erase(beta);
      await touch(beta, 'late');
      expect(await fixture.rows('beta', 'retry')).toEqual([]);
      await beta.start();
      await touch(beta, 'of another', newId());
      await eventually(() => ran.length > 0);
      expect(new Set(ran)).toEqual(new Set(['of another']));
    });

    it('does not retry an effect that is running', async () => {
      const { open, ran, options } = slow();
      const beta = await fixture.start('beta', options);
      await touch(beta, 'running');
      await eventually(() => ran.length === 1);
      await erase(beta);
      open();
      await beta.messaging.drain();
      expect(await fixture.rows('beta', 'retry')).toEqual([]);
      expect(await fixture.rows('beta', 'hospital')).toEqual([]);
      expect(ran).toEqual(['running']);
    });
  });

  describe('of a person to whom something is owed', () => {
    const FORGET = 'alpha.ended.v1';
    const HOUR_MS = 3_600_000;
    const confirmation = (beta: TestService) => beta.happened(thing({ note: 'erased' }));

    /** A service whose outside effects wait for `open`, and which erases a person when it is told to. */
    const owing = async (options: TestServiceOptions = {}, owedUntil?: () => Date | undefined) => {
      const { open, opened } = latch();
      const ran: string[] = [];
      const beta: TestService = await fixture.create('beta', {
        holdsErasureMs: HOUR_MS,
        effects: {
          [TOUCH]: async (_, { key }) => {
            await opened;
            ran.push(key);
          },
        },
        hears: {
          [FORGET]: ({ note }, { tx }) =>
            beta.messaging.erasure.erase(
              tx,
              String(note),
              { erase: async () => {}, owedUntil: async () => owedUntil?.() },
              confirmation(beta),
            ),
        },
        ...options,
      });
      await beta.start();
      return { beta, open, ran };
    };
    const tell = () => fixture.publish('alpha', message(FORGET, thing({ note: person })));
    const isHeld = () => eventually(async () => fixture.logs.some(({ msg }) => msg === 'an erasure is held'));
    const isForgotten = () =>
      eventually(async () =>
        (await fixture.rows('beta', 'tombstone')).some(({ datasubject }) => datasubject === person),
      );

    it('waits until an open effect has ended, and is done by itself then', async () => {
      const { beta, open, ran } = await owing();
      await touch(beta, 'a refund');
      await tell();
      await isHeld();
      expect(await fixture.rows('beta', 'tombstone')).toEqual([]);
      open();
      await isForgotten();
      expect(ran).toEqual(['a refund']);
      expect(await fixture.rows('beta', 'hospital')).toEqual([]);
    });

    it('waits until the hospital has let a message go, and never counts as failed', async () => {
      const { beta, open } = await owing({
        schedule: [5],
        effects: { [TOUCH]: () => Promise.reject(new Error('no answer')) },
      });
      open();
      await touch(beta, 'a refund');
      await eventually(async () => (await fixture.rows('beta', 'hospital')).length === 1);
      await tell();
      const looks = () => fixture.logs.filter(({ msg }) => msg === 'an erasure is held').length;
      await eventually(async () => looks() > 3);
      expect(await fixture.rows('beta', 'retry')).toMatchObject([{ type: FORGET, attempts: 0, errors: [] }]);
      await sql`delete from messaging.hospital`.execute(fixture.environment.database('beta').query);
      await isForgotten();
    });

    it('waits until an event has left the outbox', async () => {
      const { beta, open } = await owing();
      open();
      const publish = jest
        .spyOn(beta.broker, 'publish')
        .mockImplementation(() => Promise.reject(new Error('down')));
      await beta.say(thing({ person }));
      await tell();
      await isHeld();
      publish.mockRestore();
      await isForgotten();
      expect(await fixture.rows('beta', 'outbox')).toMatchObject([
        { sent_at: expect.any(Date), body: null },
        { body: { note: 'erased' } },
      ]);
    });

    it('is done at the deadline, and the log says that something had not ended', async () => {
      const { beta, open } = await owing({
        schedule: [5],
        effects: { [TOUCH]: () => Promise.reject(new Error('no answer')) },
      });
      open();
      await touch(beta, 'a refund');
      await eventually(async () => (await fixture.rows('beta', 'hospital')).length === 1);
      await tell();
      await isHeld();
      await sql`update messaging.hospital set admitted_at = now() - interval '61 minutes'`.execute(
        fixture.environment.database('beta').query,
      );
      await isForgotten();
      expect(await fixture.rows('beta', 'hospital')).toMatchObject([{ message: 'erased' }]);
      await eventually(async () =>
        fixture.logs.some(
          ({ msg, datasubject }) =>
            String(msg).includes('not ended by its deadline') && datasubject === person,
        ),
      );
    });

    it('waits for what the rows of the service say is owed, at most until the time they name', async () => {
      let until: Date | undefined = new Date(Date.now() + HOUR_MS);
      const { beta } = await owing({ schedule: [5] }, () => until);
      await tell();
      await isHeld();
      expect(await fixture.rows('beta', 'tombstone')).toEqual([]);
      until = undefined;
      await isForgotten();
      expect(beta.name).toBe('beta');
    });

    it('is refused to a request, which is told to try again', async () => {
      const { beta } = await owing();
      await touch(beta, 'a refund');
      await expect(erase(beta)).rejects.toMatchObject({ code: 'erasure-held', status: 409 });
      expect(await fixture.rows('beta', 'tombstone')).toEqual([]);
    });

    it('does not wait for what no declaration says is owed', async () => {
      const { beta } = await owing({ holdsErasureMs: undefined });
      await touch(beta, 'a letter');
      await tell();
      await isForgotten();
      expect(await fixture.rows('beta', 'retry')).toEqual([]);
    });
  });
});
