import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEADLINE, LauncherFixture } from '#tooling/testing';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

jest.setTimeout(3 * DEADLINE);

describe('the README', () => {
  let launcher: LauncherFixture;
  beforeAll(async () => {
    launcher = await LauncherFixture.open();
    await launcher.launch();
  });
  afterAll(async () => {
    await launcher.clear();
    await launcher.close();
  });

  it('has commands that work as written', async () => {
    const { data, portOffset: offset } = launcher;
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
    expect(blocks).toHaveLength(6);
    const script = blocks
      .map((block) =>
        block.replaceAll(/localhost:(40\d\d)/g, (_, port) => `127.0.0.1:${Number(port) + offset}`),
      )
      .map((block) =>
        block.replaceAll(/npm run --silent ([\w:]+)( --)?/g, `npm run --silent $1 -- --data ${data}`),
      )
      .map((block, at) => (at === 1 ? untilSignupIsDone(offset) + block : block))
      .map((block, at) => (at === 5 ? untilNamesAreCounted(offset) + block : block))
      .join('\necho; echo ---\n');
    const { stdout } = await run('bash', ['-euc', script], { cwd: ROOT, timeout: 2 * DEADLINE });
    const [signedUp, reactions = '', redemptions = '', logs = '', births = '', names = ''] =
      stdout.split('---');
    expect(signedUp).toMatch(/signed up: [0-9a-f-]{36}/);
    expect(reactions).toMatch(/"balance":100/);
    expect(reactions).toMatch(/"trackingId":"PARCEL-/);
    expect(reactions).toMatch(/Ann Archer, 1 Record Lane/);
    expect(reactions).toMatch(/To: ann@example.com/);
    expect(redemptions).toMatch(/"balance":70/);
    expect(redemptions).toMatch(/urn:troupe:problem:loyalty.balance-too-low/);
    for (const service of ['signup', 'customers', 'passwords', 'loyalty', 'email', 'postal', 'friends']) {
      expect(logs).toContain(service);
    }
    expect(births).toMatch(/"name":"OLIVER","sex":"male"/);
    expect(births).toMatch(/3 of 3 names/);
    expect(names).toMatch(/"boys":\[{"name":"OLIVER","count":6942},{"name":"JACK","count":5371}/);
    expect(names).toMatch(/"offset":1,"name":"OLIVER","sex":"male","count":1/);
    expect(names).toMatch(/"name":"HARRY","sex":"male","count":5308/);
  });
});

/** Waits for the last reactions to the sign-up; a reader is slower than they are. */
const untilSignupIsDone = (offset: number): string => {
  const at = (port: number) => `127.0.0.1:${port + offset}`;
  return `
until TOKEN=$(curl -sf ${at(4003)}/sessions -H 'content-type: application/json' \\
        -d '{"email":"ann@example.com","password":"correct horse"}' | sed -E 's/.*"accessToken":"([^"]+)".*/\\1/') &&
      curl -sf ${at(4006)}/accounts/$CUSTOMER -H "authorization: Bearer $TOKEN" -o /dev/null &&
      curl -s ${at(4005)}/welcome-packs/$CUSTOMER -H "authorization: Bearer $TOKEN" | grep -q PARCEL &&
      curl -s ${at(4091)}/imposters/${4093 + offset} | grep -q ann@example.com
do sleep 0.1; done
`;
};

const untilNamesAreCounted = (offset: number): string =>
  `until curl -s 127.0.0.1:${4023 + offset}/top10 | grep -q HARRY; do sleep 0.1; done\n`;
