import { DEADLINE, eventually, LauncherFixture } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createTroupe } from '../contracts/client/index.js';
import { tour } from '../contracts/client/tour.js';

const GATEWAY = 4010;
const GUIDE = join(import.meta.dirname, '../docs/api.md');
const TOUR = join(import.meta.dirname, '../contracts/client/tour.ts');
const REQUESTS = join(import.meta.dirname, '../contracts/client/requests.http');

jest.setTimeout(4 * DEADLINE);

describe('the typed client', () => {
  let fixture: LauncherFixture;
  beforeAll(async () => {
    fixture = await LauncherFixture.open({ ALLOWED_ORIGINS: 'https://shop.example' });
    await fixture.launch();
  });
  afterAll(async () => {
    await fixture.clear();
    await fixture.close();
  });

  /** The token of the link in the newest mail to an address. */
  const tokenIn = (email: string) =>
    eventually(async () => {
      const { stdout } = await fixture.run('received', 'mails');
      const mail = stdout.slice(stdout.lastIndexOf(`To: ${email}`));
      return stdout.includes(`To: ${email}`) && /\/verifications\/([\w.-]+)/.exec(mail)?.[1];
    }, DEADLINE);

  it('makes the whole journey', async () => {
    const troupe = createTroupe({ baseUrl: fixture.url(GATEWAY) });
    const seen = await tour(troupe, 'journey@example.com', tokenIn);
    expect(seen.customer).toMatchObject({ email: 'journey@example.com', name: { given: 'Ann' } });
    expect(seen.account.balance).toBe(100);
    expect(seen.redemption).toMatchObject({ points: 30, balance: 70 });
    expect(seen.birth).toMatchObject({ name: 'OLIVER', sex: 'male' });
    expect(seen.board).toMatchObject({ boys: expect.any(Array), girls: expect.any(Array) });
  });

  it('is toured from the command line, at another address', async () => {
    const email = 'toured@example.com';
    const child = spawn(process.execPath, [TOUR, email, fixture.url(GATEWAY)], { timeout: DEADLINE });
    const output = text(child.stdout);
    child.stdin.write(`${await tokenIn(email)}\n`);
    expect(await output).toContain("email: 'toured@example.com'");
  });

  it('sends forms without a word of its caller', async () => {
    const troupe = createTroupe({ baseUrl: fixture.url(GATEWAY) });
    const { response } = await troupe.POST('/api/oauth/revoke', {
      body: { token: 'unknown' },
      parseAs: 'text',
    });
    expect(response.status).toBe(200);
  });

  it('is explained by docs/api.md, whose examples work as written', async () => {
    expect(await fixture.run('run-job', 'catalog', 'ship')).toMatchObject({ code: 0 });
    const guide = await readFile(GUIDE, 'utf8');
    const blocks = [...guide.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
    const script = blocks
      .join('\necho; echo ---\n')
      .replaceAll('http://127.0.0.1:4010', fixture.url(GATEWAY));
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], { timeout: 2 * DEADLINE });
    const [signUp, account, tokens, passwords, twice, pages, bought, versions, problems, ended, births] =
      stdout.split('---');
    expect(signUp).toMatch(/customer: [0-9a-f-]{36}/);
    expect(account).toContain('"balance":100');
    expect(tokens).toMatch(/logged out: 200\s+.*"error":"invalid_grant"/);
    expect(passwords).toMatch(/"tokenType":"Bearer"\s+a mail, perhaps: 202/);
    expect(pages).toMatch(/^\s*\{"redemptions":\[\{[^{}]*"points":(5|30)/);
    expect(twice?.match(/"balance":70/g)).toHaveLength(2);
    expect(bought).toMatch(/"pay-again":.*paid by another card: 202\s+"return":.*"state":"returning"/s);
    expect(versions).toMatch(/"city":"York".*\s+changed twice: 412/);
    expect(problems).toMatch(/balance-too-low.*"pointer":"\/pionts"/s);
    for (const header of ['deprecation', 'sunset', 'link'])
      expect(ended?.toLowerCase()).toContain(`${header}: `);
    expect(births).toMatch(/"name":"OLIVER".*"position":"\d+-\w+"/);
  });

  it('may be used by a page of an origin that a person names, beside those of the platform', async () => {
    for (const origin of ['https://shop.example', fixture.url(4023)]) {
      const answer = await fetch(`${fixture.url(GATEWAY)}/api/top10`, { headers: { origin } });
      await answer.body?.cancel();
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    }
  });

  it('has a request for each operation, which the platform knows', async () => {
    const collection = await readFile(REQUESTS, 'utf8');
    const requests = collection.split(/^### .*$/m).slice(1);
    expect(requests.length).toBeGreaterThan(10);
    const variables: Record<string, string> = {
      baseUrl: fixture.url(GATEWAY),
      customerId: '01890a5d-ac96-774b-bcce-b302099a8057',
    };
    for (const request of requests) {
      const filled = request.replaceAll(/\{\{([\w.]+)\}\}/g, (_, name: string) =>
        name.endsWith('etag') ? '"1"' : (variables[name] ?? 'none'),
      );
      const [head = '', body] = filled
        .trim()
        .replace(/^# .*\n/, '')
        .split('\n\n');
      const [line = '', ...headers] = head.split('\n');
      const [method = '', url = ''] = line.split(' ');
      const answer = await fetch(url, {
        method,
        headers: Object.fromEntries(headers.map((one) => one.split(': ') as [string, string])),
        signal: AbortSignal.timeout(DEADLINE),
        ...(body && { body }),
      });
      const isProblem = answer.headers.get('content-type')?.includes('problem');
      const problem = (isProblem ? await answer.json() : {}) as { type?: string };
      await answer.body?.cancel().catch(() => {});
      expect([line, answer.status < 500]).toEqual([line, true]);
      expect([line, problem.type]).not.toEqual([
        line,
        expect.stringMatching(/no-such-path|not-allowed|media-type/),
      ]);
    }
  });
});
