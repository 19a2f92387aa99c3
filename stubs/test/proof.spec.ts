import { afterAll, describe, expect, it } from '@jest/globals';
import { Verifier } from '@pact-foundation/pact';
import { type Neighbour, Understudies } from '#libs/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fileOf,
  type HttpInteraction,
  isHttp,
  nameOf,
  type Pact,
  type ProviderState,
  readPacts,
} from '../../contracts/pact-file.js';
import { imposterOf, type PactImposter } from '../generate.js';
import { breaksOf, exampleOf, send } from './breaks.js';

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

/** A stub is as good as its pact when Pact's own verifier cannot tell it from a provider. */
describe('an imposter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  const understudies = new Understudies();
  afterAll(async () => {
    await understudies.close();
    rmSync(folder, { recursive: true });
  });

  /** Rejects with Pact's verdict on an imposter that was made of `pact`. */
  async function prove(pact: Pact, madeOf = pact): Promise<string> {
    const requests = {
      ...pact,
      interactions: pact.interactions.filter(isHttp),
      metadata: { pactSpecification: { version: '4.0' } },
    };
    const file = join(folder, fileOf(pact));
    writeFileSync(file, JSON.stringify(madeOf));
    const imposter = await understudies.neighbour(pact.provider.name, {
      consumer: pact.consumer.name,
      folder,
    });
    writeFileSync(file, JSON.stringify(requests));
    const verifier = new Verifier({
      provider: pact.provider.name,
      providerBaseUrl: imposter.url,
      pactUrls: [file],
      logLevel: 'error',
      ...playing(imposter, requests.interactions),
    });
    return verifier.verifyProvider();
  }

  /** The states of one interaction are told one by one; they hold together. */
  function playing(imposter: Neighbour, interactions: HttpInteraction[]) {
    let holding: ProviderState[] = [];
    const names = interactions.flatMap(({ providerStates = [] }) => providerStates.map(({ name }) => name));
    const hold = (name: string) => (params: unknown) => {
      holding = [...holding, { name, params: (params ?? {}) as Record<string, unknown> }];
      return imposter.given(...holding);
    };
    const handlers = names.map((name) => [name, hold(name)] as const);
    return {
      beforeEach: () => imposter.given(...(holding = [])),
      stateHandlers: Object.fromEntries(handlers),
    };
  }

  it('passes as the provider, in each state and in none', async () => {
    expect(await prove(honest)).toContain('"result":true');
  });

  it('is caught when it says what is not in the contract', async () => {
    const lying = lamps(
      look('a lamp is there', watts('bright')),
      ...honest.interactions.filter(isHttp).slice(1),
    );
    await expect(prove(honest, lying)).rejects.toThrow(/Expected .*bright.* to be an integer/);
  });

  /** The rules of a request that an imposter made of it does not hold its callers to. */
  async function looseRules(
    interaction: HttpInteraction,
    pact: Pact,
    loosen = (_imposter: PactImposter) => {},
  ) {
    const imposter = imposterOf({ ...pact, interactions: [interaction] });
    loosen(imposter);
    const { url } = await understudies.outside(imposter);
    expect(await send(url, exampleOf(interaction.request))).toBe(interaction.response.status);
    const loose: string[] = [];
    const breaks = breaksOf(interaction.request);
    for (const { rule, sent } of breaks) if ((await send(url, sent)) !== 501) loose.push(rule);
    return { tried: breaks.length, loose };
  }

  const made = readPacts().filter(({ interactions }) => interactions.some(isHttp));
  it('passes as the provider, for every accepted pact', async () => {
    for (const pact of made) expect(await prove(pact)).toContain('"result":true');
    process.stdout.write(`${made.length} of ${made.length} imposters are proved\n`);
  });

  it('knows nothing of a request that breaks one rule of its pact, whichever', async () => {
    let all = 0;
    for (const pact of made) {
      for (const interaction of pact.interactions.filter(isHttp)) {
        const { tried, loose } = await looseRules(interaction, pact);
        expect([fileOf(pact), nameOf(interaction), loose]).toEqual([fileOf(pact), nameOf(interaction), []]);
        all += tried;
      }
    }
    expect(all).toBeGreaterThan(0);
    process.stdout.write(`${all} of ${all} broken requests are answered 501\n`);
  });

  it('is caught when it takes a request that breaks a rule', async () => {
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
    const asItIs = await looseRules(set!, lamps());
    expect(asItIs).toEqual({ tried: 8, loose: [] });
    const without = (kind: string) => (imposter: PactImposter) => {
      const [stub] = imposter.stubs;
      stub!.predicates = stub!.predicates?.filter((one) => !JSON.stringify(one).includes(kind)) ?? [];
    };
    const loosened = async (kind: string) => (await looseRules(set!, lamps(), without(kind))).loose;
    expect(await loosened('X-Correlation-ID')).toEqual(['header X-Correlation-ID']);
    expect(await loosened('method')).toEqual(['method']);
    expect(await loosened('path":"/lamps')).toEqual(['path']);
    expect(await loosened('room')).toEqual(['query room']);
    expect(await loosened("['on']")).toEqual(['body lamp.on removed', 'body lamp.on changed']);
  });
});
