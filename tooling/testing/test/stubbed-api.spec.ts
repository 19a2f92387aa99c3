import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PeerFailure, Peers } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults } from '#tooling/stubs';
import { type HttpInteraction, type Pact } from '#tooling/pacts';
import { type StubbedProvider } from '../src/stubbed-provider.js';
import { StubbedProviders } from '../src/stubbed-providers.js';

const TIMEOUT_MS = 200;

const look = (state: string, status: number): HttpInteraction => ({
  type: 'Synchronous/HTTP',
  description: `a look, answered ${status}`,
  providerStates: [{ name: state }],
  request: { method: 'GET', path: '/lamps/1' },
  response: { status },
});

const pact: Pact = {
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions: [look('no lamp is there', 404), look('a lamp is there', 200)],
};

describe('a stubbed provider', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  const stubbedProviders = new StubbedProviders();
  let lamps: StubbedProvider;

  beforeAll(async () => {
    writeFileSync(join(folder, 'switch-lamps.json'), JSON.stringify(pact));
    lamps = await stubbedProviders.stubProvider('lamps', { consumer: 'switch', folder });
  });
  beforeEach(async () => {
    await lamps.recover();
  });
  afterAll(async () => {
    await stubbedProviders.close();
    rmSync(folder, { recursive: true });
  });

  const call = (timeoutMs = 30_000) => {
    const caller = { tokenFor: async () => 'token', timeoutMs };
    const peers = new Peers({ lamps: lamps.url }, {}, caller, new Telemetry('switch', 'error'));
    return peers.to('lamps').call('GET', '/lamps/1', { 200: null, 404: null });
  };
  const expectTrouble = (reason: RegExp, timeoutMs?: number) =>
    expect(call(timeoutMs)).rejects.toThrow(reason);

  it('answers on a good day as the pact says, and remembers what it was asked', async () => {
    expect((await call()).status).toBe(200);
    expect((await lamps.requests()).at(-1)).toMatchObject({ method: 'GET', path: '/lamps/1' });
  });

  it('plays other states when it is told', async () => {
    await lamps.given('no lamp is there');
    expect((await call()).status).toBe(404);
    await lamps.given('a lamp is there');
    expect((await call()).status).toBe(200);
  });

  it('refuses a state that the pact does not have', () => {
    expect(() => lamps.given('it is dark')).toThrow('switch-lamps.json has no state it is dark');
  });

  it('refuses a provider without a pact', async () => {
    const stranger = stubbedProviders.stubProvider('candles', { consumer: 'switch', folder });
    await expect(stranger).rejects.toThrow(
      'switch-candles.json does not exist: write a consumer pact spec of switch first, then run npm run contracts:update.',
    );
  });

  it('is too slow', async () => {
    await lamps.latency(2 * TIMEOUT_MS);
    await expectTrouble(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
  });

  it('is slow, but not too slow', async () => {
    await lamps.latency(TIMEOUT_MS / 4);
    expect((await call()).status).toBe(200);
  });

  it('never answers', async () => {
    await lamps.timeout();
    await expectTrouble(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
  });

  it('resets the connection', async () => {
    await lamps.reset();
    await expectTrouble(/^lamps: (ECONNRESET|UND_ERR_SOCKET)/);
  });

  it('answers garbage', async () => {
    await lamps.garbage();
    await expect(call()).rejects.toThrow(PeerFailure);
  });

  it('is not available', async () => {
    await lamps.unavailable(7);
    const answer = await fetch(`${lamps.url}/lamps/1`);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    await expectTrouble(/^lamps: answered 503$/);
  });

  it('has too many requests', async () => {
    await lamps.tooManyRequests(7);
    const answer = await fetch(`${lamps.url}/lamps/1`);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await answer.json()).toMatchObject({ status: 429, title: 'Too Many Requests' });
    await expectTrouble(/^lamps: answered 429$/);
  });

  it('has several bad days at once', async () => {
    await lamps.inject(faults.latency(2 * TIMEOUT_MS), faults.unavailable());
    await expectTrouble(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
    await lamps.inject(faults.unavailable(), faults.latency(TIMEOUT_MS / 4));
    await expectTrouble(/^lamps: answered 503$/);
  });

  it('has a bad day with some interactions alone', async () => {
    await lamps.inject(faults.only('a look, answered 404', faults.unavailable()));
    expect((await call()).status).toBe(200);
    await lamps.inject(faults.only('a look, answered 200', faults.unavailable()));
    await expectTrouble(/^lamps: answered 503$/);
  });

  it('plays other states for one path', async () => {
    await lamps.givenAt('/lamps/2', 'no lamp is there');
    expect((await call()).status).toBe(200);
    await lamps.givenAt('/lamps/1', 'no lamp is there');
    expect((await call()).status).toBe(404);
    await lamps.given('a lamp is there');
    expect((await call()).status).toBe(200);
  });

  it('plays a third party by the stubs of the test', async () => {
    const stubs = [{ responses: [{ is: { statusCode: 202, body: 'sent' }, behaviors: [{ wait: 1 }] }] }];
    const carrier = await stubbedProviders.stubApi({ protocol: 'http', stubs });
    await carrier.latency(1);
    expect((await fetch(carrier.url)).status).toBe(202);
    await carrier.unavailable();
    expect((await fetch(carrier.url)).status).toBe(503);
    await carrier.recover();
    expect(await (await fetch(carrier.url)).text()).toBe('sent');
    expect(await carrier.requests()).toHaveLength(3);
  });
});

describe('a neighbour', () => {
  const CORRELATION_ID = '^[a-z-]{8,64}$';
  const put: HttpInteraction = {
    type: 'Synchronous/HTTP',
    description: 'a lamp',
    providerStates: [{ name: 'no lamp is there' }],
    request: {
      method: 'PUT',
      path: '/lamps/1',
      headers: { 'Content-Type': ['application/json'], 'X-Correlation-ID': ['a-process'] },
      body: { content: { watts: 7 }, contentType: 'application/json' },
      matchingRules: {
        header: { 'X-Correlation-ID': { matchers: [{ match: 'regex', regex: CORRELATION_ID }] } },
        body: { '$.watts': { matchers: [{ match: 'integer' }] } },
      },
    },
    response: { status: 201 },
  };
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  beforeAll(() => {
    const interactions = [put, look('a lamp is there', 200)];
    writeFileSync(join(folder, 'switch-lamps.json'), JSON.stringify({ ...pact, interactions }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const correlated = { 'x-correlation-id': 'my-process' };
  /** Asks a stubbed provider of lamps on the way to the end of a test, and tells how it ends. */
  async function play(ask: (lamps: StubbedProvider) => Promise<unknown>): Promise<string[]> {
    const stubbedProviders = new StubbedProviders();
    await stubbedProviders
      .stubProvider('lamps', { consumer: 'switch', folder, states: ['no lamp is there'] })
      .then(ask);
    return stubbedProviders.close();
  }
  const send = (lamps: StubbedProvider, body: object, headers: Record<string, string> = correlated) =>
    fetch(`${lamps.url}/lamps/1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('plays beside those of another environment, and after they have gone', async () => {
    const [one, other] = [new StubbedProviders(), new StubbedProviders()];
    const cast = { consumer: 'switch', folder, states: ['no lamp is there'] };
    await one.stubProvider('lamps', cast);
    await other.stubProvider('lamps', cast);
    await one.close();
    const lamps = await other.stubProvider('lamps', cast);
    expect((await send(lamps, { watts: 3 })).status).toBe(201);
    expect(await other.close()).toHaveLength(1);
  });

  it('tells what it played, but for bad days', async () => {
    expect(await play((lamps) => send(lamps, { watts: 3 }))).toEqual([
      'switch-lamps.json: a lamp, given no lamp is there',
    ]);
    const unavailable = async (lamps: StubbedProvider) => {
      await lamps.unavailable();
      await send(lamps, { watts: 3 });
    };
    expect(await play(unavailable)).toEqual([]);
  });

  it.each([
    ['a field more', { watts: 3, on: true }, /PUT \/lamps\/1: Expected a Map with keys \[watts\]/],
    ['a text for an integer', { watts: '3' }, /PUT \/lamps\/1: Expected '3' \(String\) to be an integer/],
  ])('fails the test in the end that sent it %s, which its stub takes', async (_what, body, why) => {
    const ask = async (lamps: StubbedProvider) => expect((await send(lamps, body)).status).toBe(201);
    await expect(play(ask)).rejects.toThrow(why);
  });

  const NEAREST =
    'switch-lamps.json: no stub answers: PUT /lamps/1 is nearest to "a lamp, given no lamp is there", but';
  it.each<[string, object, Record<string, string>, string]>([
    [
      'no correlation ID',
      { watts: 3 },
      {},
      `${NEAREST} header X-Correlation-ID should match "${CORRELATION_ID}" and is not there`,
    ],
    [
      'a fraction and no correlation ID',
      { watts: 3.5 },
      {},
      `and is not there, body $['watts'] should match "^-?\\\\d+$" and is 3.5`,
    ],
    ['no watts', {}, correlated, `${NEAREST} body $['watts'] should match "^-?\\\\d+$" and is not there`],
  ])(
    'fails the test in the end that sent it %s, and says which predicate failed',
    async (_what, body, headers, why) => {
      await expect(play((lamps) => send(lamps, body, headers))).rejects.toThrow(why);
    },
  );

  it('fails the test in the end that asked it in another state', async () => {
    const ask = (lamps: StubbedProvider) => fetch(`${lamps.url}/lamps/1`);
    await expect(play(ask)).rejects.toThrow(
      'GET /lamps/1 is nearest to "a look, answered 200, given a lamp is there", but that state does not hold',
    );
  });

  it('fails on a bad day, too, and from an earlier state', async () => {
    const ask = async (lamps: StubbedProvider) => {
      await lamps.unavailable();
      expect((await send(lamps, {})).status).toBe(501);
      await lamps.given('a lamp is there');
    };
    await expect(play(ask)).rejects.toThrow('no stub answers: PUT /lamps/1');
  });

  it('lets pass what the test expects it not to know', async () => {
    const ask = async (lamps: StubbedProvider) => {
      await send(lamps, {});
      expect(await lamps.unanswered()).toMatchObject([{ method: 'PUT', body: '{}' }]);
    };
    expect(await play(ask)).toEqual([]);
  });
});
