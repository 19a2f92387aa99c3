import { Database } from '#libs/database';
import { discoverServices } from '#libs/service';
import { columnsWith, DEADLINE, eventually, LauncherFixture } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(5 * DEADLINE);

const BACKUP_KEY = randomBytes(32).toString('base64');
/** A file that is no backup. */
const BROKEN = import.meta.filename;
const PASSWORD = 'correct horse';
const PERSON = {
  password: PASSWORD,
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};
const [KEPT, ERASED] = ['kept@archers.example', 'erased@archers.example'];

describe('a backup', () => {
  let first: LauncherFixture;
  let second: LauncherFixture;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    [first, second] = [
      await LauncherFixture.open({ BACKUP_KEY }),
      await LauncherFixture.open({ BACKUP_KEY }),
    ];
    folder = await mkdtemp(join(tmpdir(), 'troupe-backup-'));
    await chmod(folder, 0o755); // root runs PostgreSQL as another user, who must be able to enter
    file = join(folder, 'state.backup');
  });
  afterAll(async () => {
    for (const fixture of [first, second]) {
      await fixture.clear();
      await fixture.close();
    }
    await rm(folder, { recursive: true, force: true });
  });

  const send = (url: string, method: string, body?: unknown, token?: string) =>
    fetch(url, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  /** If another service is slow, the answer is 503, and the same request succeeds later. */
  const signUp = (email: string): Promise<string> =>
    eventually(async () => {
      const answer = await send(first.url(4001) + '/signups', 'POST', { email, ...PERSON });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { customerId: string }).customerId;
    }, DEADLINE);
  /** An access token; undefined while this person cannot log in. */
  const logIn = async (fixture: LauncherFixture, email: string): Promise<string | undefined> => {
    const answer = await send(fixture.url(4003) + '/sessions', 'POST', { email, password: PASSWORD });
    return answer.status === 201 ? ((await answer.json()) as { accessToken: string }).accessToken : undefined;
  };
  /** The columns that contain a value, with their databases. */
  const columnsHolding = async (fixture: LauncherFixture, value: string): Promise<string[]> => {
    const password = await readFile(join(fixture.data, 'postgres.password'), 'utf8');
    const services = (await discoverServices()).flatMap(({ name, isStateless }) =>
      isStateless ? [] : [name],
    );
    const found = await Promise.all(
      [...services, 'broker'].map(async (name) => {
        const database = new Database(
          `postgres://postgres:${password}@127.0.0.1:${4090 + fixture.portOffset}/${name}`,
          { connections: 1 },
        );
        const columns = await columnsWith(database, value).finally(() => database.close());
        return columns.map((column) => `${name}: ${column}`);
      }),
    );
    return found.flat();
  };

  it('taken while everything runs brings back the people who were there, without those who were erased since', async () => {
    const launched = await first.launch();
    const [kept, erased] = [await signUp(KEPT), await signUp(ERASED)];
    const token = await eventually(() => logIn(first, ERASED), DEADLINE);
    await eventually(() => logIn(first, KEPT), DEADLINE);
    const account = `/accounts/${kept}`;
    await eventually(async () => {
      const answer = await send(first.url(4006) + account, 'GET', undefined, await logIn(first, KEPT));
      return answer.status === 200;
    }, DEADLINE);

    expect(await first.run('backup', file)).toMatchObject({ code: 0, stderr: '' });
    expect((await send(`${first.url(4002)}/v2/customers/${erased}`, 'DELETE', undefined, token)).status).toBe(
      204,
    );
    await launched.signal('SIGTERM');

    const target = join(folder, 'refused');
    expect(await second.run('restore', file, '--erased', BROKEN, '--data', target)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/these lines are not customer ids: 1, 2, 3, 4, 5 and \d+ more\./),
    });
    expect(await readdir(folder)).not.toContain('refused');

    expect(await second.run('restore', file, '--erased', first.data)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 customer is erased again[^]*: run `npm start -- --data \S+`\.\n$/),
      stderr: '',
    });
    await second.launch();
    const again = await eventually(() => logIn(second, KEPT), DEADLINE);
    expect((await send(second.url(4006) + account, 'GET', undefined, again)).status).toBe(200);
    expect(await columnsHolding(second, KEPT)).toContain('customers: public.customer.email');
    await eventually(async () => (await logIn(second, ERASED)) === undefined, DEADLINE);
    await eventually(async () => (await columnsHolding(second, ERASED)).length === 0, DEADLINE);
  });

  it.each<[string, (data: string) => string[], number, RegExp]>([
    [
      'without a file',
      () => [],
      2,
      /^FILE is missing\.\nUsage: npm run restore -- FILE --erased DIR\|FILE \[OPTIONS\]$/m,
    ],
    [
      'from a file that is no backup',
      () => [BROKEN, '--erased', '/dev/null'],
      1,
      /spec\.ts is no backup: name a file that `npm run backup` wrote\.$/m,
    ],
    [
      'without knowing who was erased',
      () => [BROKEN, '--erased', '/nobody'],
      2,
      /^There is no file or folder \/nobody: check its path\.\nUsage: /,
    ],
    [
      'with an empty data folder',
      (data) => [BROKEN, '--erased', data],
      1,
      /holds no state: name a data folder/,
    ],
  ])('is not restored %s, and the attempt leaves nothing', async (_how, args, code, sentence) => {
    const data = await mkdtemp(join(folder, 'data-'));
    await chmod(data, 0o755);
    for (const target of [data, join(folder, 'new')]) {
      const refused = await second.run('restore', ...args(data), '--data', target);
      expect(refused).toMatchObject({ code, stderr: expect.stringMatching(sentence) });
    }
    expect(await readdir(data)).toEqual([]);
    expect(await readdir(folder)).not.toContain('new');
  });

  it('is not restored over a state', async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    await chmod(data, 0o755);
    await mkdir(join(data, 'postgres'));
    const refused = await second.run('restore', BROKEN, '--erased', '/dev/null', '--data', data);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/holds a state: restore into another folder with --data/),
    });
  });
});
