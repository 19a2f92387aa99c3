import { Database } from '#libs/database';
import {
  type Broker,
  MessageArchive,
  type Message,
  messagingMigrations,
  PostgresMessagingStore,
  Replays,
  systemRuntime,
} from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { archive, oldestWaitingAt } from '../src/archive.js';
import { ArchiveFolder } from '../src/archive-folder.js';

const AGES = { outbox: 25, inbox: 60 };
const HAPPENED = 'alpha.happened.v1';
const SERVICES = ['alpha', 'beta'];

interface Sent {
  days: number;
  person?: string;
  note?: string;
  isUnsent?: boolean;
}

describe('the archive', () => {
  let environment: TestEnvironment;
  let root: string;
  let alpha: MessageArchive;
  let printed: string[];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    for (const name of SERVICES) await environment.addDatabase({ name, migrations: [messagingMigrations] });
    alpha = new MessageArchive(environment.database('alpha'));
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'troupe-archive-'));
    printed = [];
    jest.spyOn(console, 'log').mockImplementation((line) => void printed.push(String(line)));
    for (const name of SERVICES)
      for (const table of ['outbox', 'inbox', 'replay', 'archive', 'tombstone'])
        await sql`delete from ${sql.table(`messaging.${table}`)}`.execute(query(name));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(root, { recursive: true, force: true });
  });
  afterAll(() => environment.close());

  const query = (name: string) => environment.database(name).query;
  const send = async (name: string, ...events: Sent[]) => {
    for (const { days, person = null, note = 'a thing', isUnsent = false } of events)
      await sql`
        insert into messaging.outbox (id, type, subject, datasubject, attributes, body, created_at, sent_at)
        select ${newId()}, ${HAPPENED}, 's', ${person}, '{}', ${JSON.stringify({ note })}::jsonb, at,
          case when ${isUnsent} then null else at end
        from (select now() - ${days} * interval '1 day' as at) _`.execute(query(name));
  };
  const hear = async (name: string, days: number, isDone = true) => {
    await sql`
      insert into messaging.inbox (event_id, done, type, received_at)
      values (${newId()}, ${isDone}, ${HAPPENED}, now() - ${days} * interval '1 day')`.execute(query(name));
  };
  const idsIn = async (name: string, table: 'outbox' | 'inbox'): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(table === 'outbox' ? 'id' : 'event_id')}::text as id from ${sql.table(`messaging.${table}`)}`.execute(
      query(name),
    );
    return rows.map(({ id }) => id);
  };
  const filesOf = async (name: string) => (await readdir(join(root, name)).catch(() => [])).sort();
  const archived = async (name: string): Promise<Record<string, any>[]> => {
    const files = await filesOf(name);
    const texts = await Promise.all(
      files.map(async (file) => gunzipSync(await readFile(join(root, name, file))).toString()),
    );
    return texts.flatMap((text) =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, any>),
    );
  };
  const run = (more: { isDryRun?: boolean; waiting?: Date | 'unknown' } = {}) =>
    archive(
      SERVICES.map((name) => ({ name, url: environment.url(name) })),
      () => Promise.resolve(more.waiting),
      { folder: root, ages: AGES, isDryRun: more.isDryRun ?? false },
    );
  const never = () => Promise.reject(new Error('nobody asks'));
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

  it('holds what was sent long ago, one file a day, and the outbox what is younger or unsent', async () => {
    await send('alpha', { days: 40 }, { days: 40 }, { days: 30, note: 'line\nand\u2028separator' });
    const old = await idsIn('alpha', 'outbox');
    await send('alpha', { days: 24 }, { days: 40, isUnsent: true });
    await run();
    const lines = await archived('alpha');
    expect(lines.map(({ id }) => id).toSorted()).toEqual(old.toSorted());
    expect(lines.map(({ body }) => body.note)).toContain('line\nand\u2028separator');
    expect(await filesOf('alpha')).toEqual([
      expect.stringMatching(/^outbox-\d{4}-\d\d-\d\d-[0-9a-f]{12}\.jsonl\.gz$/),
      expect.stringMatching(/^outbox-/),
    ]);
    expect(await idsIn('alpha', 'outbox')).toHaveLength(2);
    expect(printed).toEqual([
      expect.stringMatching(/^alpha +outbox 3 messages from \S+ to \S+$/),
      expect.stringContaining('3 messages, which the databases hold no more.'),
    ]);
    await run();
    expect(printed.at(-1)).toBe('Nothing is old enough.');
  });

  it('is not touched by a dry run, which counts the same', async () => {
    await send('alpha', { days: 40 });
    await hear('beta', 90);
    await run({ isDryRun: true });
    expect(printed.at(-1)).toMatch(/^Without --dry-run, 2 messages would be moved to /);
    expect([await readdir(root), await idsIn('alpha', 'outbox'), await idsIn('beta', 'inbox')]).toEqual([
      [],
      [expect.any(String)],
      [expect.any(String)],
    ]);
  });

  it('tells that an event about a person was sent, and nothing of the person, erased before or after', async () => {
    const [before, after] = [newId(), newId()];
    const store = new PostgresMessagingStore(environment.database('alpha'));
    const erase = (person: string) => store.inTransaction((tx) => store.erasures.erase(tx, person));
    const note = 'ann@archers.example';
    await send('alpha', { days: 40, person: before, note }, { days: 40, person: after, note }, { days: 40 });
    await erase(before);
    await run();
    await erase(after);
    const lines = await archived('alpha');
    expect(JSON.stringify(lines)).not.toContain(note);
    for (const person of [before, after])
      expect(lines).toContainEqual(
        expect.objectContaining({ type: HAPPENED, datasubject: person, body: null }),
      );
    expect(lines).toContainEqual(expect.objectContaining({ datasubject: null, body: { note: 'a thing' } }));
  });

  describe('interrupted', () => {
    const days = async () => (await alpha.days('outbox', '9999-01-01')).map(({ day }) => day);
    const halfway: [string, (folder: ArchiveFolder, day: string) => Promise<unknown>][] = [
      ['while it writes', async (folder, day) => truncate((await folder.write('outbox', day)).path, 40)],
      ['before anything is deleted', (folder, day) => folder.write('outbox', day)],
      [
        'while it deletes',
        async (folder, day) => {
          const draft = await folder.write('outbox', day);
          draft.ids.push('no id'); // the last statement of the transaction fails
          await expect(folder.commit('outbox', day, draft)).rejects.toThrow('invalid input syntax');
        },
      ],
      [
        'before the file has its name',
        async (folder, day) => {
          const { ids, lines, sha256 } = await folder.write('outbox', day);
          const file = `alpha/outbox-${day}-${sha256.slice(0, 12)}.jsonl.gz`;
          await alpha.remove({ file, source: 'outbox', day, messages: lines, sha256 }, ids);
        },
      ],
    ];
    it.each(halfway)('%s, holds every message once when it is run again', async (_when, interrupt) => {
      await send('alpha', { days: 40 }, { days: 40 });
      const ids = await idsIn('alpha', 'outbox');
      const folder = new ArchiveFolder(root, 'alpha', alpha);
      await folder.finish();
      await interrupt(folder, (await days())[0]!);
      await run();
      expect((await archived('alpha')).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(await filesOf('alpha')).toEqual([expect.stringMatching(/\.jsonl\.gz$/)]);
      expect(await idsIn('alpha', 'outbox')).toEqual([]);
    });

    it('by a restore of the database, holds what it moves once more in the same file', async () => {
      await send('alpha', { days: 40 });
      const { rows } = await sql<Record<string, unknown>>`select * from messaging.outbox`.execute(
        query('alpha'),
      );
      await run();
      const files = await filesOf('alpha');
      await sql`insert into messaging.outbox overriding system value
        select * from json_populate_recordset(null::messaging.outbox, ${JSON.stringify(rows)}::json)`.execute(
        query('alpha'),
      );
      await sql`update messaging.outbox set created_at = m.at, sent_at = m.at
        from (select (${JSON.stringify(await archived('alpha'))}::json -> 0 ->> 'created_at')::timestamptz as at) m`.execute(
        query('alpha'),
      );
      await run();
      expect(await filesOf('alpha')).toEqual(files);
      expect(await archived('alpha')).toHaveLength(1);
    });
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['lost its end', (path) => truncate(path, 30)],
    ['got something else', (path) => appendFile(path, 'x')],
    ['has other lines', (path) => writeFile(path, gzipSync(`{"id":"${newId()}"}\n`))],
  ])('deletes nothing when the disk %s', async (_what, damage) => {
    await send('alpha', { days: 40 });
    const [{ day } = { day: '' }] = await alpha.days('outbox', '9999-01-01');
    const bad = Object.assign(Object.create(alpha) as MessageArchive, {
      inTransaction: async (work: never) => {
        const result = await alpha.inTransaction(work);
        await damage(join(root, 'alpha', `outbox-${day}.part`));
        return result;
      },
    });
    const folder = new ArchiveFolder(root, 'alpha', bad);
    await folder.finish();
    await expect(folder.move('outbox', day)).rejects.toThrow(
      /does not hold what was written, so nothing was deleted: check the disk/,
    );
    expect(await idsIn('alpha', 'outbox')).toHaveLength(1);
  });

  it('splits a day with many messages, and loses none', async () => {
    await send('alpha', ...Array.from({ length: 7 }, () => ({ days: 40 })));
    const [{ day } = { day: '' }] = await alpha.days('outbox', '9999-01-01');
    const folder = new ArchiveFolder(root, 'alpha', alpha, 3);
    await folder.finish();
    await folder.move('outbox', day);
    expect(await filesOf('alpha')).toHaveLength(3);
    expect(new Set((await archived('alpha')).map(({ id }) => id)).size).toBe(7);
  });

  describe('of the ids of handled events', () => {
    it('takes those that nothing can deliver again', async () => {
      await hear('beta', 90);
      await hear('beta', 59);
      await hear('beta', 90, false); // it is retried, or in the hospital
      await run();
      expect(await archived('beta')).toHaveLength(1);
      expect(await idsIn('beta', 'inbox')).toHaveLength(2);
    });

    it.each<[string, () => Promise<unknown>, { waiting?: Date | 'unknown' }]>([
      ['an outbox has an unsent event of then', () => send('alpha', { days: 90, isUnsent: true }), {}],
      ['a replay has still to deliver one of then', () => beginReplay(89), {}],
      ['the broker has a message of then', async () => {}, { waiting: daysAgo(90) }],
      ['the broker does not tell', async () => {}, { waiting: 'unknown' }],
    ])('leaves them while %s', async (_why, prepare, more) => {
      await hear('beta', 89.5);
      await prepare();
      await run(more);
      expect(await idsIn('beta', 'inbox')).toHaveLength(1);
    });
  });

  const replays = () => {
    const broker = {
      redeliver: (_hearer: string, _messages: Message[]) => Promise.resolve(),
    } as unknown as Broker;
    const telemetry = { service: 'alpha', log: { info: () => {} } } as never;
    const database = environment.database('alpha') as Database;
    const events = { said: [{ type: HAPPENED }] } as never;
    return new Replays({ database, broker, telemetry, runtime: systemRuntime }, events, 365);
  };
  const beginReplay = async (days: number) => {
    await send('alpha', { days }, { days: days - 1 });
    const order = { hearer: 'beta', types: [HAPPENED], since: daysAgo(days + 1) };
    return replays().begin(order, { who: 'olga', why: 'beta is new' });
  };

  it('leaves what an unfinished replay has still to deliver', async () => {
    const { replayId } = await beginReplay(40);
    await replays().step(replayId, 1);
    await run();
    expect(await archived('alpha')).toHaveLength(1);
    expect(await replays().step(replayId, 10)).toMatchObject({ delivered: 2, endedAt: expect.any(Date) });
    await run();
    expect(await archived('alpha')).toHaveLength(2);
  });

  it('is named by a replay that begins before its end', async () => {
    await send('alpha', { days: 40 }, { days: 3 });
    await run();
    const order = { hearer: 'beta', types: [HAPPENED], since: daysAgo(41) };
    const [file] = await filesOf('alpha');
    await expect(replays().plan(order)).rejects.toThrow(
      `alpha has moved what it sent before ${daysAgo(39).toISOString().slice(0, 10)}T00:00:00.000Z to an archive, up to alpha/${file}: begin then or later.`,
    );
    expect(await replays().plan({ ...order, since: daysAgo(38) })).toMatchObject([{ events: 1 }]);
  });

  it.each<[string, () => string, string]>([
    [
      'is missing',
      () => environment.url('alpha').replace(/[^/]+$/, 'nowhere'),
      'The database gamma is not up to date (database "nowhere" does not exist): run npm run migrate -- gamma',
    ],
    [
      'has no outbox',
      () => environment.url('alpha').replace(/[^/]+$/, 'postgres'),
      'The database gamma is not up to date (relation "messaging.outbox" does not exist): run',
    ],
  ])('says what to do when a database %s', async (_what, url, sentence) => {
    const options = { folder: root, ages: AGES, isDryRun: true };
    const refused = archive([{ name: 'gamma', url: url() }], () => Promise.resolve(undefined), options);
    await expect(refused).rejects.toThrow(sentence);
  });

  it.each<[string, Parameters<typeof oldestWaitingAt>[0], unknown]>([
    ['knows', { oldestWaiting: () => Promise.resolve(daysAgo(3)), depth: never }, expect.any(Date)],
    ['has nothing', { depth: () => Promise.resolve(new Map()) }, undefined],
    ['does not tell', { depth: () => Promise.resolve(new Map([['beta', 1]])) }, 'unknown'],
  ])('asks a broker that %s how old its messages are', async (_what, broker, answer) => {
    expect(await oldestWaitingAt(broker)).toEqual(answer);
  });

  it('is written by one process at a time', async () => {
    await alpha.alone(async () => {
      await expect(run()).rejects.toThrow('Another `npm run archive` is moving messages of alpha');
    });
  });
});
