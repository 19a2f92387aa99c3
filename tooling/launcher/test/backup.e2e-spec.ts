import { Database } from '#libs/database';
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
    await chmod(folder, 0o755); // the user that root lends to PostgreSQL must get in
    file = join(folder, 'state.backup');
  });
  afterAll(async () => {
    for (const stand of [first, second]) {
      await stand.clear();
      await stand.close();
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
  /** A neighbour that is slow is a 503; the same request succeeds later. */
  const signUp = (email: string): Promise<string> =>
    eventually(async () => {
      const answer = await send(first.url(4001) + '/signups', 'POST', { email, ...PERSON });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { customerId: string }).customerId;
    }, DEADLINE);
  /** Undefined while nobody may log in so. */
  const logIn = async (stand: LauncherFixture, email: string): Promise<string | undefined> => {
    const answer = await send(stand.url(4003) + '/sessions', 'POST', { email, password: PASSWORD });
    return answer.status === 201 ? ((await answer.json()) as { accessToken: string }).accessToken : undefined;
  };
  /** Who holds a value: service, column. */
  const holders = async (stand: LauncherFixture, value: string): Promise<string[]> => {
    const password = await readFile(join(stand.data, 'postgres.password'), 'utf8');
    const services = await readdir(join(import.meta.dirname, '../../../apps'));
    const found = await Promise.all(
      [...services, 'broker'].map(async (name) => {
        const database = new Database(
          `postgres://postgres:${password}@127.0.0.1:${4090 + stand.portOffset}/${name}`,
          { connections: 1 },
        );
        const columns = await columnsWith(database, value).finally(() => database.close());
        return columns.map((column) => `${name}: ${column}`);
      }),
    );
    return found.flat();
  };

  it('taken while everything runs brings back who was there, and nobody who was erased since', async () => {
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

    expect(await second.run('restore', file, '--erased', first.data)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 customers are erased again'),
      stderr: '',
    });
    await second.launch();
    const again = await eventually(() => logIn(second, KEPT), DEADLINE);
    expect((await send(second.url(4006) + account, 'GET', undefined, again)).status).toBe(200);
    expect(await holders(second, KEPT)).toContain('customers: public.customer.email');
    await eventually(async () => (await logIn(second, ERASED)) === undefined, DEADLINE);
    await eventually(async () => (await holders(second, ERASED)).length === 0, DEADLINE);
  });

  it.each<[string, (data: string) => string[], RegExp]>([
    [
      'without a file',
      () => [],
      /^Say from what, and who must stay forgotten: npm run restore -- FILE --erased STATE/,
    ],
    ['from what is no backup', () => [BROKEN, '--erased', '/dev/null'], /spec\.ts is no backup\.$/m],
    [
      'without knowing who was erased',
      () => [BROKEN, '--erased', '/nobody'],
      /^\/nobody is neither a data folder/,
    ],
    ['after an empty state', (data) => [BROKEN, '--erased', data], /has no state\.$/m],
  ])('is not restored %s, and nothing is left of the attempt', async (_how, args, sentence) => {
    const data = await mkdtemp(join(folder, 'data-'));
    await chmod(data, 0o755);
    const refused = await second.run('restore', ...args(data), '--data', data);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
    expect(await readdir(data)).toEqual([]);
  });

  it('is not restored over a state', async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    await chmod(data, 0o755);
    await mkdir(join(data, 'postgres'));
    const refused = await second.run('restore', BROKEN, '--erased', '/dev/null', '--data', data);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/has a state: restore into another folder/),
    });
  });
});
