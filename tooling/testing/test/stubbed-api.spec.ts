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
    const caller = { tokenFor: async () => 'token', timeoutMs, mostCalls: 64 };
    const peers = new Peers({ lamps: lamps.url }, {}, caller, new Telemetry('switch', 'error'));
    return peers.to('lamps').call('GET', '/lamps/1', { 200: null, 404: null });
  };
  const expectFailure = (reason: RegExp, timeoutMs?: number) =>
    expect(call(timeoutMs)).rejects.toThrow(reason);

  it('answers as the pact says, and records requests', async () => {
    expect((await call()).status).toBe(200);
    expect((await lamps.requests()).at(-1)).toMatchObject({ method: 'GET', path: '/lamps/1' });
  });

  it('answers as in the given states', async () => {
    await lamps.given('no lamp is there');
    expect((await call()).status).toBe(404);
    await lamps.given('a lamp is there');
    expect((await call()).status).toBe(200);
  });

  it('rejects a state that the pact does not have', () => {
    expect(() => lamps.given('it is dark')).toThrow('switch-lamps.json has no state it is dark');
  });

  it('rejects a provider without a pact', async () => {
    const stubbed = stubbedProviders.stubProvider('candles', { consumer: 'switch', folder });
    await expect(stubbed).rejects.toThrow(
      'switch-candles.json does not exist: write a consumer pact spec of switch first, then run npm run contracts:update.',
    );
  });

  it('answers after the timeout of the caller', async () => {
    await lamps.latency(2 * TIMEOUT_MS);
    await expectFailure(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
  });

  it('answers slowly, but before the timeout', async () => {
    await lamps.latency(TIMEOUT_MS / 4);
    expect((await call()).status).toBe(200);
  });

  it('never answers', async () => {
    await lamps.timeout();
    await expectFailure(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
  });

  it('resets the connection', async () => {
    await lamps.reset();
    await expectFailure(/^lamps: (ECONNRESET|UND_ERR_SOCKET)/);
  });

  it('answers with random bytes', async () => {
    await lamps.garbage();
    await expect(call()).rejects.toThrow(PeerFailure);
  });

  it('answers 503 with Retry-After', async () => {
    await lamps.unavailable(7);
    const answer = await fetch(`${lamps.url}/lamps/1`);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    await expectFailure(/^lamps: answered 503$/);
  });

  it('answers 429 with Retry-After', async () => {
    await lamps.tooManyRequests(7);
    const answer = await fetch(`${lamps.url}/lamps/1`);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await answer.json()).toMatchObject({ status: 429, title: 'Too Many Requests' });
    await expectFailure(/^lamps: answered 429$/);
  });

  it('combines several faults', async () => {
    await lamps.inject(faults.latency(2 * TIMEOUT_MS), faults.unavailable());
    await expectFailure(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
    await lamps.inject(faults.unavailable(), faults.latency(TIMEOUT_MS / 4));
    await expectFailure(/^lamps: answered 503$/);
  });

  it('limits a fault to some interactions', async () => {
    await lamps.inject(faults.only('a look, answered 404', faults.unavailable()));
    expect((await call()).status).toBe(200);
    await lamps.inject(faults.only('a look, answered 200', faults.unavailable()));
    await expectFailure(/^lamps: answered 503$/);
  });

  it('answers as in other states for one path', async () => {
    await lamps.givenAt('/lamps/2', 'no lamp is there');
    expect((await call()).status).toBe(200);
    await lamps.givenAt('/lamps/1', 'no lamp is there');
    expect((await call()).status).toBe(404);
    await lamps.given('a lamp is there');
    expect((await call()).status).toBe(200);
  });

  it('stubs a third party by an imposter of the test', async () => {
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

describe('the stubbed providers of a test', () => {
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
  /** Runs a test with a stubbed provider of lamps, and returns the covered interactions. */
  async function runTest(test: (lamps: StubbedProvider) => Promise<unknown>): Promise<string[]> {
    const stubbedProviders = new StubbedProviders();
    await stubbedProviders
      .stubProvider('lamps', { consumer: 'switch', folder, states: ['no lamp is there'] })
      .then(test);
    return stubbedProviders.close();
  }
  const send = (lamps: StubbedProvider, body: object, headers: Record<string, string> = correlated) =>
    fetch(`${lamps.url}/lamps/1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('work beside those of another test, and after it has ended', async () => {
    const [one, other] = [new StubbedProviders(), new StubbedProviders()];
    const specification = { consumer: 'switch', folder, states: ['no lamp is there'] };
    await one.stubProvider('lamps', specification);
    await other.stubProvider('lamps', specification);
    await one.close();
    const lamps = await other.stubProvider('lamps', specification);
    expect((await send(lamps, { watts: 3 })).status).toBe(201);
    expect(await other.close()).toHaveLength(1);
  });

  it('report the interactions that they answered without a fault', async () => {
    expect(await runTest((lamps) => send(lamps, { watts: 3 }))).toEqual([
      'switch-lamps.json: a lamp, given no lamp is there',
    ]);
    const unavailable = async (lamps: StubbedProvider) => {
      await lamps.unavailable();
      await send(lamps, { watts: 3 });
    };
    expect(await runTest(unavailable)).toEqual([]);
  });

  it.each([
    ['an additional field', { watts: 3, on: true }, /PUT \/lamps\/1: Expected a Map with keys \[watts\]/],
    ['a string for an integer', { watts: '3' }, /PUT \/lamps\/1: Expected '3' \(String\) to be an integer/],
  ])('fail a test that sent %s, although the stub accepts it', async (_what, body, mismatch) => {
    const test = async (lamps: StubbedProvider) => expect((await send(lamps, body)).status).toBe(201);
    await expect(runTest(test)).rejects.toThrow(mismatch);
  });

  describe('of a provider with a document', () => {
    const watts = { type: 'integer', maximum: 100, not: { const: 51 } };
    const schema = { type: 'object', required: ['watts'], properties: { watts, note: { type: 'string' } } };
    const content = { 'application/json': { schema } };
    const documents = mkdtempSync(join(tmpdir(), 'documents-'));
    const file = join(documents, 'lamps.json');
    writeFileSync(
      file,
      JSON.stringify({ paths: { '/lamps/{lampId}': { put: { requestBody: { content } } } } }),
    );
    afterAll(() => rmSync(documents, { recursive: true }));

    const run = async (body: object, headers?: Record<string, string>) => {
      const stubs = new StubbedProviders();
      const specification = { consumer: 'switch', folder, documents, states: ['no lamp is there'] };
      await send(await stubs.stubProvider('lamps', specification), body, headers);
      return stubs.close();
    };

    it('fail a test that sent what the provider refuses, although the pact takes it', async () => {
      expect(await run({ watts: 100 })).toHaveLength(1);
      await expect(run({ watts: 101 })).rejects.toThrow(
        'switch-lamps.json: no stub answers: PUT /lamps/1: lamps refuses it: body/watts must be <= 100',
      );
    });

    it('fail a test that sent what only the document refuses, because no predicate can say it', async () => {
      await expect(run({ watts: 51 })).rejects.toThrow(
        'switch-lamps.json: PUT /lamps/1: lamps refuses it: body/watts must NOT be valid',
      );
    });

    it('answer 501 with the rule, also in the states of one path', async () => {
      const stubs = new StubbedProviders();
      const lamps = await stubs.stubProvider('lamps', { consumer: 'switch', folder, documents });
      await lamps.givenAt('/lamps/1', 'no lamp is there');
      expect((await send(lamps, { watts: 100 })).status).toBe(201);
      const answer = await send(lamps, { watts: 101 });
      expect(answer.status).toBe(501);
      expect(await answer.json()).toMatchObject({
        type: 'urn:troupe:problem:refused-by-provider',
        detail: expect.stringContaining('lamps refuses this PUT /lamps/1: body/watts must be at most 100'),
      });
      await lamps.unanswered();
      await stubs.close();
    });

    it('say of a request without an answer whether the provider takes it', async () => {
      await expect(run({ note: 'dim' })).rejects.toThrow(
        "no stub answers: PUT /lamps/1: lamps refuses it: body must have required property 'watts'",
      );
      await expect(run({ watts: 2 }, {})).rejects.toThrow(
        'is missing; lamps takes it, so expect it in apps/switch/test/lamps.consumer-pact-spec.ts',
      );
    });
  });

  const NEAREST =
    'switch-lamps.json: no stub answers: PUT /lamps/1 is nearest to "a lamp, given no lamp is there", but';
  it.each<[string, object, Record<string, string>, string]>([
    [
      'no correlation ID',
      { watts: 3 },
      {},
      `${NEAREST} header X-Correlation-ID should match "${CORRELATION_ID}" and is missing`,
    ],
    [
      'a fraction and no correlation ID',
      { watts: 3.5 },
      {},
      `and is missing, body $['watts'] should match "^-?\\\\d+$" and is 3.5`,
    ],
    ['no watts', {}, correlated, `${NEAREST} body $['watts'] should match "^-?\\\\d+$" and is missing`],
  ])(
    'fail a test that sent %s, and name the predicate that did not match',
    async (_what, body, headers, explanation) => {
      await expect(runTest((lamps) => send(lamps, body, headers))).rejects.toThrow(explanation);
    },
  );

  it('fail a test that sent a request of another state', async () => {
    const test = (lamps: StubbedProvider) => fetch(`${lamps.url}/lamps/1`);
    await expect(runTest(test)).rejects.toThrow(
      'GET /lamps/1 is nearest to "a look, answered 200, given a lamp is there", but that state does not hold',
    );
  });

  it('fail a test for an unknown request under a fault and in an earlier state', async () => {
    const test = async (lamps: StubbedProvider) => {
      await lamps.unavailable();
      expect((await send(lamps, {})).status).toBe(501);
      await lamps.given('a lamp is there');
    };
    await expect(runTest(test)).rejects.toThrow('no stub answers: PUT /lamps/1');
  });

  it('pass a test that expects the unknown request', async () => {
    const test = async (lamps: StubbedProvider) => {
      await send(lamps, {});
      expect(await lamps.unanswered()).toMatchObject([{ method: 'PUT', body: '{}' }]);
    };
    expect(await runTest(test)).toEqual([]);
  });
});
