import { databaseUrl, discoverServices, type Service, unlimited } from '#libs/service';
import { ROOT } from '#tooling/platform';
import { DEADLINE, eventually, LauncherFixture } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Databases, violationsIn } from '../src/message-oracle.js';

/** What is upgraded from, while nothing has a tag: customers and baby names, before several migrations of the broker and many others. */
const BEFORE_TAGS = 'accc60200291377a26c6bb7e46ac0a7791e3f990';
const CALLERS = 4;
const SIGN_UPS = 20;
const PERSON = {
  password: 'correct horse',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

jest.setTimeout(4 * DEADLINE);

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();

/** The last version that has a tag, before the commit that is checked out. */
function lastVersion(): string {
  try {
    return git(ROOT, 'describe', '--tags', '--abbrev=0', 'HEAD^');
  } catch {
    return BEFORE_TAGS;
  }
}

/** A checkout of a version, compiled, with the packages of this one. */
async function builtAt(version: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-version-'));
  await chmod(folder, 0o755); // root runs PostgreSQL as another user, who must be able to enter
  git(ROOT, 'clone', '--quiet', '--shared', '--no-checkout', '.', folder);
  git(folder, 'checkout', '--quiet', '--detach', version);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, ['tooling/run.ts'], { cwd: folder, stdio: 'pipe' });
  return folder;
}

describe('an upgrade from the last version', () => {
  let services: Service[];
  let fixture: LauncherFixture;
  let old: string;
  let databases: Databases;
  /** Who was told to be signed up by the old version. */
  const customers: { email: string; customerId: string }[] = [];
  let births = 0;
  let confirmed: string[];

  const urlOf = (name: string) => fixture.url(services.find((service) => service.name === name)!.port);
  const post = (service: string, path: string, body: object) =>
    fetch(urlOf(service) + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const signUp = async () => {
    const email = `${crypto.randomUUID()}@archers.example`;
    const answer = await post('signup', '/signups', { email, ...PERSON });
    const { customerId } = (await answer.json()) as { customerId: string };
    if (answer.ok) customers.push({ email, customerId });
  };
  const register = async () => {
    if ((await post('names-intake', '/baby', { name: 'ADA', sex: 'female' })).ok) births++;
  };

  beforeAll(async () => {
    services = await discoverServices();
    old = await builtAt(lastVersion());
    fixture = await LauncherFixture.open(
      Object.assign({}, ...services.map(({ settings }) => unlimited(settings))),
    );
    const before = await fixture.launchOf(old);
    let isOver = false;
    const callers = Array.from({ length: CALLERS }, async () => {
      while (!isOver) await Promise.all([signUp(), register()]).catch(() => {});
    });
    await eventually(() => customers.length >= SIGN_UPS, DEADLINE);
    await before.signal('SIGKILL'); // with events under way
    isOver = true;
    await Promise.all(callers);
    confirmed = customers.map(({ customerId }) => customerId);
    await fixture.launch();
    const password = await readFile(join(fixture.data, 'postgres.password'), 'utf8');
    const server = `postgres://postgres:${password}@127.0.0.1:${4090 + fixture.portOffset}/postgres`;
    const names = services.flatMap(({ name, isStateless }) => (isStateless ? [] : [name]));
    databases = new Databases([...names, 'broker'], (name) => databaseUrl(server, name));
  });
  afterAll(async () => {
    await databases?.close();
    await fixture?.clear();
    await fixture?.close();
    await rm(old, { recursive: true, force: true });
  });

  it('loses no event that the old version has sent, and repeats none', async () => {
    await eventually(async () => {
      expect(await violationsIn(databases, services)).toEqual([]);
      return true;
    }, DEADLINE);
  });

  it('keeps what the old version has confirmed', async () => {
    await eventually(async () => {
      const ids = await databases.rows('loyalty', 'select customer_id::text as id from account');
      expect(ids.map(({ id }) => id as string)).toEqual(expect.arrayContaining(confirmed));
      const [counted] = await databases.rows('names-ranking', 'select sum(count)::int as births from total');
      expect(counted!.births).toBeGreaterThanOrEqual(births);
      return true;
    }, DEADLINE);
  });

  it('lets in by a password of before, and signs others up', async () => {
    const { email } = customers[0]!;
    expect((await post('passwords', '/sessions', { email, password: PERSON.password })).status).toBe(201);
    const before = customers.length;
    await signUp();
    expect(customers).toHaveLength(before + 1);
  });
});
