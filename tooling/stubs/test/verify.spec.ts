import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Contents, type HttpInteraction, isHttp, type Pact, textOf } from '#tooling/pacts';
import { type PactImposter } from '../src/generate.js';
import { withRequests } from '../src/imposter-files.js';
import { Mountebank } from '#tooling/mountebank';
import { replayAtPact } from '../src/replay-at-pact.js';
import { looseRules, verifyImposter, verifyImposters } from '../src/verify.js';

const look = (state: string, response: HttpInteraction['response']): HttpInteraction => ({
  type: 'Synchronous/HTTP',
  description: `a look, answered ${response.status}`,
  providerStates: [{ name: state }],
  request: { method: 'GET', path: '/lamps/1', headers: { Accept: ['application/json'] } },
  response,
});
const watts = (value: unknown): HttpInteraction['response'] => ({
  status: 200,
  headers: { 'Content-Type': ['application/json'] },
  body: { content: { watts: value }, contentType: 'application/json' },
  matchingRules: { body: { '$.watts': { matchers: [{ match: 'integer' }] } } },
});
const lamps = (...interactions: HttpInteraction[]): Pact => ({
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions,
  metadata: { pactSpecification: { version: '4.0' } },
});
const stateless = { ...look('', { status: 503 }), providerStates: [] };
const twin = look('a lamp is there', { status: 410 });
twin.providerStates = [{ name: 'a lamp is there', params: { broken: true } }];
const contract = lamps(
  look('a lamp is there', watts(7)),
  look('no lamp is there', { status: 404 }),
  stateless,
  twin,
);

describe('an imposter', () => {
  let mountebank: Mountebank;
  beforeAll(async () => (mountebank = await Mountebank.start()));
  afterAll(() => mountebank.stop());

  it('passes verification as the provider, in each state and without one', async () => {
    expect(await verifyImposter(contract, mountebank)).toEqual({
      interactions: 4,
      mutations: 12,
      mismatches: [],
    });
  });

  it.each<[string, Contents]>([
    ['a JSON text', { content: 'bright', contentType: 'application/json', encoded: false }],
    ['plain text', { content: 'bright', contentType: 'text/plain', encoded: false }],
    ['a form', { content: 'watts=7', contentType: 'application/x-www-form-urlencoded', encoded: false }],
    ['encoded text', { content: btoa('bright'), contentType: 'text/plain', encoded: 'base64' }],
    ['bytes', { content: '/wD+', contentType: 'application/octet-stream', encoded: 'base64' }],
  ])('takes and gives %s, as Pact does', async (_, body) => {
    const headers = { 'Content-Type': [body.contentType] };
    const echo: HttpInteraction = {
      type: 'Synchronous/HTTP',
      description: 'an echo',
      request: { method: 'POST', path: '/echo', headers, body },
      response: { status: 200, headers, body },
    };
    expect(await verifyImposter(lamps(echo), mountebank)).toMatchObject({ interactions: 1, mismatches: [] });
    const sent = { method: 'POST', path: '/echo', query: {}, headers: { 'content-type': body.contentType } };
    const text = textOf(body);
    if (text !== undefined) expect(await replayAtPact(lamps(echo), [{ ...sent, body: text }])).toEqual([]);
  });

  it('fails when its response is not in the contract', async () => {
    const different = lamps(
      look('a lamp is there', watts('bright')),
      ...contract.interactions.filter(isHttp).slice(1),
    );
    const { mismatches } = await verifyImposter(contract, mountebank, different);
    expect(mismatches).toEqual([
      expect.stringMatching(/^switch-lamps.json: .*Expected .*bright.* to be an integer/),
    ]);
  });

  it('fails when it accepts a request that violates a rule', async () => {
    const [set] = lamps({
      ...look('a lamp is there', { status: 204 }),
      request: {
        method: 'PUT',
        path: '/lamps/1',
        query: { room: ['2'] },
        headers: { 'Content-Type': ['application/json'], 'X-Correlation-ID': ['example-process'] },
        body: { content: { lamp: { watts: 7, on: true } }, contentType: 'application/json' },
        matchingRules: { body: { '$.lamp.watts': { matchers: [{ match: 'integer' }] } } },
      },
    }).interactions.filter(isHttp);
    expect(await looseRules(set!, lamps(), mountebank)).toEqual({ mutations: 8, loose: [] });
    const withoutPredicate = (text: string) => (imposter: PactImposter) => {
      const [stub] = imposter.stubs;
      stub!.predicates = stub!.predicates?.filter((one) => !JSON.stringify(one).includes(text)) ?? [];
    };
    const looseWithout = async (text: string) =>
      (await looseRules(set!, lamps(), mountebank, withoutPredicate(text))).loose.map(
        (line) => line.split(' without ')[1],
      );
    expect(await looseWithout('X-Correlation-ID')).toEqual(['header X-Correlation-ID']);
    expect(await looseWithout('method')).toEqual(['method']);
    expect(await looseWithout('path":"/lamps')).toEqual(['path']);
    expect(await looseWithout('room')).toEqual(['query room']);
    expect(await looseWithout("['on']")).toEqual(['body lamp.on removed', 'body lamp.on changed']);
  });

  it('of every accepted pact answers as the pact says, and accepts no other request', async () => {
    const pacts = withRequests();
    const results = await verifyImposters(pacts, mountebank);
    expect(results.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    const mutations = results.reduce((sum, result) => sum + result.mutations, 0);
    expect(mutations).toBeGreaterThan(0);
    process.stdout.write(
      `${results.length} of ${pacts.length} imposters are verified; they answer 501 to ${mutations} of ${mutations} invalid requests\n`,
    );
  });
});
