import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { findK6, GET_K6, runK6 } from '../src/k6.js';

const SCRIPT = resolve('dist/perf/workloads/smoke.js');
const PROMISED = resolve('observability/generated/thresholds.json');
const IMPOSSIBLE = join(import.meta.dirname, 'fixtures/impossible.json');
const THRESHOLD_CROSSED = 99;

/** Plays every service of the journeys; the account exists `accountAfterMs` after the sign-up. */
class Pretence {
  signUpStatus = 201;
  accountAfterMs = 50;
  readonly correlationIds = new Set<unknown>();
  private signedUpAt = 0;
  private born = 0;
  private readonly server: Server = createServer(({ method, headers, url = '' }, response) => {
    this.correlationIds.add(headers['x-correlation-id']);
    const [status, body] = this.answer(`${method} ${url}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });

  async open(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  private answer(request: string): [number, object] {
    if (request === 'POST /signups') {
      this.signedUpAt = Date.now();
      return [this.signUpStatus, { customerId: 'somebody', links: { session: `${this.url}/sessions` } }];
    }
    if (request === 'POST /baby') return [201, { born: ++this.born }];
    if (request === 'GET /top10') return [200, { boys: [{ name: 'SMOKE', count: this.born }], girls: [] }];
    if (request === 'POST /sessions') return [201, { accessToken: 'token' }];
    return Date.now() - this.signedUpAt < this.accountAfterMs ? [404, {}] : [200, { balance: 100 }];
  }
}

const k6 = findK6(process.env);
if (!k6) console.warn(`SKIPPED the smoke workload: there is no k6 on this machine; ${GET_K6}`);
const withK6 = k6 ? describe : describe.skip;

withK6('the smoke workload', () => {
  let pretence: Pretence;
  const run = (thresholds: string) =>
    runK6(
      k6 ?? '',
      SCRIPT,
      {
        THRESHOLDS: thresholds,
        SIGNUP_URL: pretence.url,
        LOYALTY_URL: pretence.url,
        NAMES_INTAKE_URL: pretence.url,
        NAMES_BOARD_URL: pretence.url,
        DURATION: '1s',
        RATE: '1',
      },
      'ignore',
    );

  beforeAll(() => {
    if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is missing: build it by npm run build`);
  });
  beforeEach(async () => {
    pretence = new Pretence();
    await pretence.open();
  });
  afterEach(() => pretence.close());

  it('passes while every promise is kept, under a correlation ID for each iteration', async () => {
    expect(await run(PROMISED)).toBe(0);
    expect([...pretence.correlationIds]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^k6-smoke-[0-9a-f]{16}$/)]),
    );
  });

  it('fails when a threshold is crossed', async () => {
    expect(await run(IMPOSSIBLE)).toBe(THRESHOLD_CROSSED);
  });

  it('fails when the last reaction comes too late', async () => {
    pretence.accountAfterMs = 1_500;
    expect(await run(PROMISED)).toBe(THRESHOLD_CROSSED);
  });

  it('fails when nobody can sign up', async () => {
    pretence.signUpStatus = 503;
    expect(await run(PROMISED)).toBe(THRESHOLD_CROSSED);
  });
});
