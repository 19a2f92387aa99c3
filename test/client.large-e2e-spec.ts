import { operationsOf, type PublicApi } from '#tooling/client';
import { DEADLINE, eventually, LauncherFixture } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createTroupe } from '../contracts/client/index.js';
import { tour } from '../contracts/client/tour.js';
import { HttpFile } from './fixtures/http-file.js';

const GATEWAY = 4010;
const GUIDE = join(import.meta.dirname, '../docs/api.md');
const STOREFRONT = join(import.meta.dirname, '../docs/storefront.md');
const TOUR = join(import.meta.dirname, '../contracts/client/tour.ts');
const REQUESTS = join(import.meta.dirname, '../contracts/client/requests.http');
const DOCUMENT = join(import.meta.dirname, '../contracts/openapi/public.json');

const PERSON = {
  email: 'links@example.com',
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

/** By the status of the answer, what the collection cannot do in one go. */
const REFUSED: Record<number, string[]> = {
  // A link that only a mail has.
  404: [
    'showPasswordForm',
    'resetPassword',
    'renewPasswordReset',
    'showVerification',
    'verifyAddress',
    'renewVerification',
  ],
  409: [
    // The order is paid, cannot be both cancelled and returned, and may be dispatched by the time it is cancelled.
    'payOrderAgain',
    'payOrderOfShop',
    'cancelOrder',
    'cancelOrderOfShop',
    'returnOrder',
    'returnOrderOfShop',
    // What the page of the cart showed is in that page only.
    'orderCart',
  ],
};

jest.setTimeout(4 * DEADLINE);

describe('a program that calls the API', () => {
  let fixture: LauncherFixture;
  beforeAll(async () => {
    fixture = await LauncherFixture.open({ ALLOWED_ORIGINS: 'https://shop.example' });
    await fixture.launch();
    expect(await fixture.run('run-job', 'catalog', 'ship')).toMatchObject({ code: 0 });
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

  it('makes the whole journey by the typed client', async () => {
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
    const guide = await readFile(GUIDE, 'utf8');
    const blocks = [...guide.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
    const script = blocks
      .join('\necho; echo ---\n')
      .replaceAll('http://127.0.0.1:4010', fixture.url(GATEWAY));
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], { timeout: 2 * DEADLINE });
    const [signUp, account, tokens, passwords, twice, pages, bought, versions, problems, ended, births] =
      stdout.split('---');
    expect(signUp).toMatch(/"placeOrder":".*\/api\/orders".*customer: [0-9a-f-]{36}/s);
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

  it('shops, cancels and returns by following links alone', async () => {
    const customer = new LinkFollower(fixture.url(GATEWAY));
    const { links: home } = await customer.get(fixture.url(GATEWAY));
    expect(await customer.undescribed(home)).toEqual([]);
    const { links: mine } = await customer.post(home.signUpCustomer, PERSON);
    await customer.logIn(mine.session, PERSON);
    const { records } = await customer.get(home.listRecords);
    const { recordId, price } = await customer.get(records[0].links.self);
    const order = (token: string) =>
      customer.post(home.placeOrder, { lines: [{ recordId, quantity: 1, price }], token });

    const unpaid = await customer.until('cancel', await order('tok_insufficient'), 'payment-refused');
    const cancelling = await customer.post(unpaid.links.cancel);
    expect(await customer.until('self', cancelling, 'cancelled')).toMatchObject({ reason: 'requested' });

    const sent = await customer.until('return', await order('tok_visa-4242'), 'dispatched');
    const returned = await customer.post(sent.links.return, { lines: [{ recordId, quantity: 1 }] });
    expect(returned).toMatchObject({ state: 'returning', links: { self: sent.links.self } });
  });

  it('sees the shop degrade by the commands of docs/storefront.md', async () => {
    const page = await readFile(STOREFRONT, 'utf8');
    const [, block = ''] = /<!-- degrades -->\s+```sh\n(.*?)^```/ms.exec(page) ?? [];
    const script = block
      .replaceAll(/localhost:(40\d\d)/g, (_, port) => fixture.url(Number(port)).replace('http://', ''))
      .replaceAll(
        'npm run --silent operator:token',
        `npm run --silent operator:token -- --data ${fixture.data}`,
      );
    const options = { cwd: join(import.meta.dirname, '..'), timeout: 2 * DEADLINE };
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], options);
    expect(stdout).toMatch(/^x-degraded: catalog\r?$/im);
    await eventually(async () => {
      const { headers } = await fetch(`${fixture.url(GATEWAY)}/api/shop`, {
        headers: { accept: 'text/html' },
      });
      return expect(headers.get('x-degraded')).toBeNull() ?? true;
    }, DEADLINE);
  });

  it('sends the requests of the collection from top to bottom', async () => {
    const filledIn = { baseUrl: fixture.url(GATEWAY), verificationToken: 'none', passwordResetToken: 'none' };
    const file = new HttpFile(await readFile(REQUESTS, 'utf8'), filledIn);
    const document = JSON.parse(await readFile(DOCUMENT, 'utf8')) as PublicApi;
    const operations = operationsOf(document).map(({ operation }) => operation.operationId);
    expect(file.requests.map(({ name }) => name).toSorted()).toEqual(operations.toSorted());
    expect(operations).toEqual(expect.arrayContaining(Object.values(REFUSED).flat()));
    const refused: string[] = [];
    for (const request of file.requests) {
      const filled = file.filled(request);
      const answer = await whenAble(() => file.send(filled, AbortSignal.timeout(DEADLINE)));
      const isDone =
        answer.ok || (answer.status === 303 && !answer.headers.get('location')?.endsWith('/log-in'));
      if (!isDone && !REFUSED[answer.status]?.includes(request.name))
        refused.push(`${request.line}: ${answer.status} ${await answer.text()}`);
      await answer.body?.cancel().catch(() => {});
    }
    expect(refused).toEqual([]);
  });
});

/** Knows no path: it goes where links lead. */
class LinkFollower {
  private headers: Record<string, string> = {};

  constructor(private readonly origin: string) {}

  get(link: string): Promise<any> {
    return this.follow('GET', link);
  }

  post(link: string, body?: object): Promise<any> {
    return this.follow('POST', link, body);
  }

  /** Logs in, once the account is known where that is done. */
  async logIn(link: string, { email, password }: typeof PERSON): Promise<void> {
    const { accessToken } = await eventually(() => this.post(link, { email, password }), DEADLINE);
    this.headers = { ...this.headers, authorization: `Bearer ${accessToken}` };
  }

  /** The order, once it is in a state in which it has a link. */
  until(relation: string, order: any, state: string): Promise<any> {
    return eventually(async () => {
      const now = await this.get(order.links.self);
      expect([now.state, now.links]).toEqual([
        state,
        expect.objectContaining({ [relation]: expect.any(String) }),
      ]);
      return now;
    }, DEADLINE);
  }

  /** The links of a home by whose names no operation of its document tells what to send to the same URL. */
  async undescribed(home: Record<string, string>): Promise<string[]> {
    const { paths } = await this.get(home['service-desc']!);
    const described = Object.entries<Record<string, { operationId: string }>>(paths).flatMap(
      ([path, operations]) => Object.values(operations).map(({ operationId }) => `${operationId} ${path}`),
    );
    return Object.entries(home)
      .map(([name, url]) => `${name} ${url.replace(this.origin, '')}`)
      .filter((one) => !described.includes(one) && !/^(self|service-doc|service-desc) /.test(one));
  }

  private async follow(method: string, link: string, body?: object): Promise<any> {
    expect(link).toMatch(new RegExp(`^${this.origin}(/|$)`));
    const headers = {
      ...this.headers,
      ...(body && { 'content-type': 'application/json' }),
      'idempotency-key': randomUUID(),
    };
    const answer = await whenAble(() =>
      fetch(link, { method, headers, ...(body && { body: JSON.stringify(body) }) }),
    );
    const content = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${link}: ${JSON.stringify(content)}`);
    return content;
  }
}

/** The answer to a request that is sent again, as `Retry-After` wants it, while a service or its neighbour is too slow for it. */
const whenAble = (send: () => Promise<Response>): Promise<Response> =>
  eventually(async () => {
    const answer = await send();
    if (![503, 504].includes(answer.status)) return answer;
    throw new Error(`${answer.url} answers ${answer.status}: ${await answer.text()}`);
  }, DEADLINE);
