import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type HttpInteraction, isHttp, type Pact } from '#tooling/pacts';
import { type PactImposter } from '../src/generate.js';
import { withRequests } from '../src/imposter-files.js';
import { Mountebank } from '#tooling/third-parties';
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
const honest = lamps(
  look('a lamp is there', watts(7)),
  look('no lamp is there', { status: 404 }),
  stateless,
  twin,
);

describe('an imposter', () => {
  let mountebank: Mountebank;
  beforeAll(async () => (mountebank = await Mountebank.start()));
  afterAll(() => mountebank.stop());

  it('passes as the provider, in each state and in none', async () => {
    expect(await verifyImposter(honest, mountebank)).toEqual({
      interactions: 4,
      mutations: 12,
      mismatches: [],
    });
  });

  it('is caught when it says what is not in the contract', async () => {
    const lying = lamps(
      look('a lamp is there', watts('bright')),
      ...honest.interactions.filter(isHttp).slice(1),
    );
    const { mismatches } = await verifyImposter(honest, mountebank, lying);
    expect(mismatches).toEqual([
      expect.stringMatching(/^switch-lamps.json: .*Expected .*bright.* to be an integer/),
    ]);
  });

  it('is caught when it takes a request that violates a rule', async () => {
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
    const without = (kind: string) => (imposter: PactImposter) => {
      const [stub] = imposter.stubs;
      stub!.predicates = stub!.predicates?.filter((one) => !JSON.stringify(one).includes(kind)) ?? [];
    };
    const loosened = async (kind: string) =>
      (await looseRules(set!, lamps(), mountebank, without(kind))).loose.map(
        (one) => one.split(' without ')[1],
      );
    expect(await loosened('X-Correlation-ID')).toEqual(['header X-Correlation-ID']);
    expect(await loosened('method')).toEqual(['method']);
    expect(await loosened('path":"/lamps')).toEqual(['path']);
    expect(await loosened('room')).toEqual(['query room']);
    expect(await loosened("['on']")).toEqual(['body lamp.on removed', 'body lamp.on changed']);
  });

  it('of every accepted pact answers as the pact says, and takes nothing else', async () => {
    const pacts = withRequests();
    const proofs = await verifyImposters(pacts, mountebank);
    expect(proofs.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    const mutations = proofs.reduce((sum, one) => sum + one.mutations, 0);
    expect(mutations).toBeGreaterThan(0);
    process.stdout.write(
      `${proofs.length} of ${pacts.length} imposters are proved; ${mutations} of ${mutations} broken requests are answered 501\n`,
    );
  });
});
