import { newId } from '#libs/telemetry';
import { eventually, message } from '#libs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { door } from './door.js';
import { Ensemble, newCause, type Part, type Player, thing } from './ensemble.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';

describe('erasure', () => {
  let ensemble: Ensemble;
  let person: string;
  beforeAll(async () => {
    ensemble = await Ensemble.open();
  });
  beforeEach(() => {
    person = newId();
  });
  afterEach(() => ensemble.reset());
  afterAll(() => ensemble.close());

  const erase = (player: Player, whom = person) =>
    player.database.inTransaction((tx) => player.messaging.messageErasure.erase(tx, whom));
  const about = (whom = person, body = {}) =>
    message(HAPPENED, thing({ person: whom, ...body }), { datasubject: whom });
  const count = async (player: Player, outcome: string) => {
    const { body } = await player.telemetry.metrics.scrape();
    const line = `messaging_processed_total{event="${HAPPENED}",outcome="${outcome}",service="beta"} `;
    return Number(
      body
        .split('\n')
        .find((one) => one.startsWith(line))
        ?.slice(line.length)
        .split(' ')[0],
    );
  };
  const touch = (player: Player, key: string, whom = person) =>
    player.because(newCause(), () =>
      player.database.inTransaction((tx) =>
        player.messaging.effects.add(
          tx,
          { kind: 'effect', type: TOUCH, schema: player.happened.schema },
          key,
          thing({ person: whom }),
          whom,
        ),
      ),
    );
  /** Resolves when an erasure waits for somebody, or somebody for an erasure. */
  const somebodyWaits = () =>
    eventually(async () => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(
        ensemble.stage.database('beta').query,
      );
      return rows.length > 0;
    });

  it('blanks what is kept about a person, and nothing else', async () => {
    const other = newId();
    const beta = await ensemble.cast('beta', {
      schedule: [600_000],
      hears: {
        [HAPPENED]: ({ note }) => {
          throw note === 'hopeless' ? new Error(`hopeless ${person}`) : new Error('later');
        },
      },
    });
    await beta.start();
    const hopeless = await ensemble.cast('gamma');
    for (const whom of [person, other]) await ensemble.publish('alpha', about(whom));
    await ensemble.quiet('beta');
    await beta.stop();
    const giving = await ensemble.play('beta', {
      schedule: [],
      hears: { [HAPPENED]: () => Promise.reject(new Error(`no way with ${person}`)) },
    });
    for (const whom of [person, other])
      await ensemble.publish('alpha', { ...about(whom), body: Buffer.from(`broken ${whom}`) });
    await ensemble.quiet('beta');
    giving.broker.publish = () => Promise.reject(new Error('down'));
    for (const whom of [person, other]) await giving.say(thing({ person: whom }));
    expect(hopeless.name).toBe('gamma');

    await erase(giving);

    const of = async (table: string) =>
      new Map((await ensemble.rows('beta', table)).map((row) => [row.datasubject, row]));
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

  it('undone with its transaction leaves everything as it was', async () => {
    const heard: string[] = [];
    const beta = await ensemble.play('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    await beta.say(thing({ person }));
    const undone = beta.database.inTransaction(async (tx) => {
      await beta.messaging.messageErasure.erase(tx, person);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await ensemble.rows('beta', 'outbox')).toMatchObject([{ body: { person } }]);
    await ensemble.publish('alpha', about());
    await eventually(() => heard.length === 1);
  });

  it('drops and counts what comes later or again about the person, malformed or not', async () => {
    const heard: string[] = [];
    const beta = await ensemble.play('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    const early = about();
    await ensemble.publish('alpha', early);
    await eventually(() => heard.length === 1);
    await erase(beta);
    await ensemble.publish('alpha', early, about(), { ...about(), body: Buffer.from('broken') });
    await ensemble.publish(
      'alpha',
      message(HAPPENED, thing(), { datasubject: person, correlationid: undefined }),
    );
    await ensemble.quiet('beta');
    expect(heard).toHaveLength(1);
    expect(await count(beta, 'erased')).toBe(4);
    expect(await ensemble.rows('beta', 'hospital')).toEqual([]);
    expect(await ensemble.rows('beta', 'retry')).toEqual([]);
  });

  it('can be done by the handler of an event about the same person', async () => {
    const beta: Player = await ensemble.cast('beta', {
      hears: { [HAPPENED]: (_, { tx }) => beta.messaging.messageErasure.erase(tx, person) },
    });
    await beta.start();
    await ensemble.publish('alpha', about(), about());
    await ensemble.quiet('beta');
    expect(await ensemble.rows('beta', 'tombstone')).toMatchObject([{ datasubject: person }]);
    expect(await ensemble.rows('beta', 'hospital')).toEqual([]);
  });

  it('waits for a handler that is writing about the person, and blanks what it wrote', async () => {
    const { open, opened } = door();
    const begun: string[] = [];
    const beta: Player = await ensemble.cast('beta', {
      hears: {
        [HAPPENED]: async ({ id }, { tx }) => {
          begun.push(id);
          await opened;
          await beta.messaging.outbox.add(tx, beta.happened(thing({ person })));
        },
      },
    });
    await beta.start();
    await ensemble.publish('alpha', about());
    await eventually(() => begun.length === 1);
    const erased = erase(beta);
    await somebodyWaits();
    open();
    await erased;
    expect(await ensemble.rows('beta', 'outbox')).toMatchObject([{ body: null }]);
  });

  it('leaves nobody who could speak about the person', async () => {
    const beta = await ensemble.play('beta');
    await erase(beta);
    await expect(beta.say(thing({ person }))).rejects.toMatchObject({ code: 'erased', status: 410 });
    expect(await ensemble.rows('beta', 'outbox')).toEqual([]);
  });

  it('waits for a request that has spoken about the person, and blanks what it said', async () => {
    const { open, opened } = door();
    const beta = await ensemble.play('beta');
    let hasSpoken = false;
    const request = beta.because(newCause(), () =>
      beta.database.inTransaction(async (tx) => {
        await beta.messaging.outbox.add(tx, beta.happened(thing({ person })));
        hasSpoken = true;
        await opened;
      }),
    );
    await eventually(() => hasSpoken);
    const erased = erase(beta);
    await somebodyWaits();
    open();
    await Promise.all([request, erased]);
    expect(await ensemble.rows('beta', 'outbox')).toMatchObject([{ body: null }]);
  });

  it('holds off a handler that would write about the person behind its back', async () => {
    const heard: string[] = [];
    const beta = await ensemble.play('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    await beta.database.inTransaction(async (tx) => {
      await beta.messaging.messageErasure.erase(tx, person);
      await ensemble.publish('alpha', about());
      await somebodyWaits();
    });
    await ensemble.quiet('beta');
    expect(heard).toEqual([]);
    expect(await count(beta, 'erased')).toBe(1);
  });

  describe('in a service that keeps rows about people', () => {
    const confirm = (player: Player, fields: { person?: string } = {}) =>
      player.happened(thing({ note: 'erased', ...fields }));
    /** Erases the person, and resolves to those whose rows the service was told to erase. */
    const eraseWithRows = async (beta: Player, confirmation = confirm(beta)) => {
      const erased: string[] = [];
      const rows = { erase: (_tx: unknown, whom: string) => Promise.resolve(void erased.push(whom)) };
      await beta.because(newCause(), () =>
        beta.database.inTransaction((tx) => beta.messaging.erasure.erase(tx, person, rows, confirmation)),
      );
      return erased;
    };

    it('erases messages and rows, and says so', async () => {
      const beta = await ensemble.play('beta');
      await beta.say(thing({ person }));
      expect(await eraseWithRows(beta)).toEqual([person]);
      expect(await ensemble.rows('beta', 'tombstone')).toMatchObject([{ datasubject: person }]);
      expect(await ensemble.rows('beta', 'outbox')).toMatchObject([
        { body: null },
        { body: { note: 'erased' } },
      ]);
    });

    it('erases nothing when the confirmation names the person, because nobody would hear it', async () => {
      const beta = await ensemble.play('beta');
      await beta.say(thing({ person }));
      await expect(eraseWithRows(beta, confirm(beta, { person }))).rejects.toMatchObject({ code: 'erased' });
      expect(await ensemble.rows('beta', 'tombstone')).toEqual([]);
      expect(await ensemble.rows('beta', 'outbox')).toMatchObject([{ body: { person } }]);
    });
  });

  describe('of a person with effects', () => {
    const slow = () => {
      const { open, opened } = door();
      const ran: string[] = [];
      const part: Part = {
        effects: {
          [TOUCH]: async (_, { key }) => {
            ran.push(key);
            await opened;
            throw new Error('no answer');
          },
        },
      };
      return { open, ran, part };
    };

    it('makes those that wait vanish, and those that come', async () => {
      const { ran, open, part } = slow();
      open();
      const beta = await ensemble.cast('beta', part);
      await touch(beta, 'early');
      await erase(beta);
      await touch(beta, 'late');
      expect(await ensemble.rows('beta', 'retry')).toEqual([]);
      await beta.start();
      await touch(beta, 'of another', newId());
      await eventually(() => ran.length > 0);
      expect(new Set(ran)).toEqual(new Set(['of another']));
    });

    it('does not let one that just runs come back', async () => {
      const { open, ran, part } = slow();
      const beta = await ensemble.play('beta', part);
      await touch(beta, 'running');
      await eventually(() => ran.length === 1);
      await erase(beta);
      open();
      await beta.messaging.drain();
      expect(await ensemble.rows('beta', 'retry')).toEqual([]);
      expect(await ensemble.rows('beta', 'hospital')).toEqual([]);
      expect(ran).toEqual(['running']);
    });
  });
});
