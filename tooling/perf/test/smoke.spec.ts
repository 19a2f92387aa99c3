import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { findK6, GET_K6, runK6 } from '../src/k6.js';

const SCRIPT = resolve('dist/perf/workloads/smoke.js');
const OBJECTIVES = resolve('observability/generated/thresholds.json');
const IMPOSSIBLE = join(import.meta.dirname, 'fixtures/impossible.json');
const THRESHOLD_CROSSED = 99;

/** Answers like every service of the journeys. The account exists `accountAfterMs` after the sign-up. */
class FakePlatform {
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
      return [this.signUpStatus, { customerId: 'a-customer', links: { session: `${this.url}/sessions` } }];
    }
    if (request === 'POST /baby') return [201, { born: ++this.born }];
    if (request === 'GET /top10') return [200, { boys: [{ name: 'SMOKE', count: this.born }], girls: [] }];
    if (request === 'POST /sessions') return [201, { accessToken: 'token' }];
    return Date.now() - this.signedUpAt < this.accountAfterMs ? [404, {}] : [200, { balance: 100 }];
  }
}

const k6 = findK6(process.env);
if (!k6) console.warn(`SKIPPED the smoke workload: k6 is not installed; ${GET_K6}`);
const withK6 = k6 ? describe : describe.skip;

withK6('the smoke workload', () => {
  let platform: FakePlatform;
  const run = (thresholds: string) =>
    runK6(
      k6 ?? '',
      SCRIPT,
      {
        THRESHOLDS: thresholds,
        SIGNUP_URL: platform.url,
        LOYALTY_URL: platform.url,
        NAMES_INTAKE_URL: platform.url,
        NAMES_BOARD_URL: platform.url,
        DURATION: '1s',
        RATE: '1',
      },
      'ignore',
    );

  beforeAll(() => {
    if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is missing: run npm run build first.`);
  });
  beforeEach(async () => {
    platform = new FakePlatform();
    await platform.open();
  });
  afterEach(() => platform.close());

  it('passes while every objective is met, with a correlation ID for each iteration', async () => {
    expect(await run(OBJECTIVES)).toBe(0);
    expect([...platform.correlationIds]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^k6-smoke-[0-9a-f]{16}$/)]),
    );
  });

  it('fails when a threshold is crossed', async () => {
    expect(await run(IMPOSSIBLE)).toBe(THRESHOLD_CROSSED);
  });

  it('fails when the last reaction is late', async () => {
    platform.accountAfterMs = 1_500;
    expect(await run(OBJECTIVES)).toBe(THRESHOLD_CROSSED);
  });

  it('fails when sign-ups fail', async () => {
    platform.signUpStatus = 503;
    expect(await run(OBJECTIVES)).toBe(THRESHOLD_CROSSED);
  });
});
