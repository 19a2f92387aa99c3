import { databaseUrl, discoverServices, type Service, unlimited } from '#libs/service';
import { DEADLINE, eventually, LauncherFixture } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Databases, violationsIn } from '../src/message-oracle.js';

const BACKUP_KEY = randomBytes(32).toString('base64');
/** Callers that send one request after the other. */
const CALLERS = 6;
/** What the load has achieved before the backup begins, and what it achieves at least while that is written. */
const SIGN_UPS = 10;
jest.setTimeout(4 * DEADLINE);

const PERSON = {
  password: 'correct horse',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

const HANDLED = `insert into messaging.inbox (event_id, done) values ('no event', true)`;

/** Sign-ups and births, until it is stopped. A request that fails is no matter: nothing was promised. */
class Load {
  /** The ids of customers whose sign-up was confirmed. */
  readonly customers: string[] = [];
  births = 0;
  private isOver = false;
  private readonly callers: Promise<void>[];

  constructor(private readonly urlOf: (service: string) => string) {
    this.callers = Array.from({ length: CALLERS }, (_, caller) => this.call(caller));
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.callers);
  }

  private async call(caller: number): Promise<void> {
    for (let at = 0; !this.isOver; at++) {
      const email = `archer-${caller}-${at}@archers.example`;
      const signedUp = await this.post('signup', '/signups', { email, ...PERSON });
      if (signedUp) this.customers.push((signedUp as { customerId: string }).customerId);
      if (await this.post('names-intake', '/baby', { name: `ADA${'ABCDEF'[caller]}`, sex: 'female' }))
        this.births++;
    }
  }

  private async post(service: string, path: string, body: object): Promise<unknown> {
    try {
      const answer = await fetch(this.urlOf(service) + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.ok ? ((await answer.json().catch(() => ({}))) as unknown) : undefined;
    } catch {
      return undefined;
    }
  }
}

describe('a backup under load, restored elsewhere', () => {
  let first: LauncherFixture;
  let second: LauncherFixture;
  /** Knows the server of the second by its URL alone. */
  let anywhere: LauncherFixture;
  let services: Service[];
  let folder: string;
  let restored: Databases;
  /** What had been confirmed when the backup began. */
  let confirmed: { customers: string[]; births: number };

  beforeAll(async () => {
    services = await discoverServices();
    const env = { BACKUP_KEY, ...Object.assign({}, ...services.map(({ settings }) => unlimited(settings))) };
    [first, second] = [await LauncherFixture.open(env), await LauncherFixture.open(env)];
    folder = await mkdtemp(join(tmpdir(), 'troupe-drill-'));
    await chmod(folder, 0o755); // root runs PostgreSQL as another user, who must be able to enter
    const file = join(folder, 'state.backup');
    const launched = await first.launch();
    const load = new Load(urlIn(first));
    await eventually(() => load.customers.length >= SIGN_UPS, DEADLINE);
    confirmed = { customers: [...load.customers], births: load.births };
    expect(await first.run('backup', file)).toMatchObject({ code: 0, stderr: '' });
    expect(load.customers.length).toBeGreaterThan(confirmed.customers.length); // it was taken under load
    await load.stop();
    await launched.signal('SIGTERM');
    expect(await second.run('restore', file, '--erased', first.data)).toMatchObject({ code: 0, stderr: '' });
    await second.launch();
    restored = await databasesOf(second);
    anywhere = await LauncherFixture.open({ DATABASE_OWNER_URL: await serverOf(second) });
    await eventually(async () => (await violationsIn(restored, services)).length === 0, DEADLINE).catch(
      () => {},
    );
  });
  afterAll(async () => {
    await restored?.close();
    for (const fixture of [first, second, anywhere]) {
      await fixture?.clear();
      await fixture?.close();
    }
    await rm(folder, { recursive: true, force: true });
  });

  const urlIn = (fixture: LauncherFixture) => (name: string) =>
    fixture.url(services.find((service) => service.name === name)!.port);
  const serverOf = async (fixture: LauncherFixture) => {
    const password = await readFile(join(fixture.data, 'postgres.password'), 'utf8');
    return `postgres://postgres:${password}@127.0.0.1:${4090 + fixture.portOffset}/postgres`;
  };
  const databasesOf = async (fixture: LauncherFixture) => {
    const server = await serverOf(fixture);
    const names = services.flatMap(({ name, isStateless }) => (isStateless ? [] : [name]));
    return new Databases([...names, 'broker'], (name) => databaseUrl(server, name));
  };
  const idsOf = async (service: string, table: string, column: string) => {
    const rows = await restored.rows(service, `select ${column}::text as id from ${table} order by 1`);
    return rows.map(({ id }) => id as string);
  };

  it('has what was confirmed before', async () => {
    const customers = await idsOf('customers', 'customer', 'id');
    expect(customers).toEqual(expect.arrayContaining(confirmed.customers));
    expect(await idsOf('loyalty', 'account', 'customer_id')).toEqual(customers);
    const [counted] = await restored.rows('names-ranking', 'select sum(count)::int as births from total');
    expect(counted!.births).toBeGreaterThanOrEqual(confirmed.births);
  });

  it('has no event that did not take effect once in every service that hears it', async () => {
    expect(await violationsIn(restored, services)).toEqual([]);
  });

  it.each([
    ['data folder', () => second],
    ['server', () => anywhere],
  ])('is young, so that there is nothing to archive, by its %s', async (_what, fixture) => {
    expect(await fixture().run('archive', join(folder, 'archive'), '--dry-run')).toMatchObject({
      code: 0,
      stdout: 'Nothing is old enough.\n',
      stderr: '',
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['lacks an effect', 'names-ranking', 'update total set count = count + 1', /^names-ranking: has counted/],
    [
      'forgot that it has handled an event',
      'loyalty',
      'delete from messaging.inbox',
      /^loyalty: has not handled customer/,
    ],
    [
      'has handled what nobody sent',
      'loyalty',
      HANDLED,
      /^loyalty: has handled no event, which nobody sent$/,
    ],
    [
      'has an unsent event',
      'customers',
      'update messaging.outbox set sent_at = null',
      /^customers: \d+ unsent events, such as/,
    ],
    [
      'has a message in the hospital',
      'email',
      `insert into messaging.hospital (id, kind, type, attributes, body, reason, error_class, message, attempts)
        values ('1', 'event', 'thing.happened.v1', '{}', '', 'exhausted', 'Error', 'no', 6)`,
      /^email: 1 messages in the hospital, such as thing\.happened\.v1$/,
    ],
    [
      'has a message at the broker',
      'broker',
      `insert into queues.delivery (queue, id, attributes, body) values ('nobody', '1', '{"type": "thing.happened.v1"}', '')`,
      /^broker: 1 messages wait for nobody$/,
    ],
  ])('is found out when a database %s', async (_how, name, damage, finding) => {
    await restored.rows(name, 'begin');
    await restored.rows(name, damage);
    const found = await violationsIn(restored, services);
    await restored.rows(name, 'rollback');
    expect(found).toContainEqual(expect.stringMatching(finding));
  });

  it('is found out when something happens between two databases while they are read', async () => {
    await restored.rows('loyalty', 'begin');
    const read = restored.rows.bind(restored);
    const rows = jest.spyOn(restored, 'rows').mockImplementation(async (name, query) => {
      if (name === 'loyalty' && query.includes('not done')) await read('loyalty', HANDLED);
      return read(name, query);
    });
    const found = await violationsIn(restored, services);
    rows.mockRestore();
    await restored.rows('loyalty', 'rollback');
    expect(found).toContain('loyalty: 1 events more while the databases were read');
  });

  it.each([
    [['DIR', '--inbox-days', '30'], '--inbox-days must be a whole number of at least 31, not "30".'],
    [
      ['DIR', '--outbox-days', '70'],
      '--inbox-days must be more than --outbox-days: an event could take effect twice.',
    ],
    [[], 'DIR is missing.'],
    [['package.json'], 'package.json is a file: name a folder.'],
  ])('is not archived with %j', async (args, sentence) => {
    const refused = await second.run('archive', ...args);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
  });
});
