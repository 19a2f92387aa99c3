import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { contractHash } from '#libs/contract-hash';
import { like, regex } from '#tooling/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Pact, readPacts } from '#tooling/pacts';
import { imposterOf, stubsFor } from '../src/generate.js';
import { imposterFiles } from '../src/imposter-files.js';
import { staleFiles, writeFiles } from '#tooling/platform';
import { Mountebank, type RunningImposter } from '#tooling/mountebank';

const { eachLike, integer } = MatchersV3;

const LAMP = '0193a1b2-7c00-7000-8000-000000000001';
const correlated = { 'X-Correlation-ID': regex('^[A-Za-z0-9._-]{8,64}$', 'example-process') };
const headers = {
  'x-correlation-id': 'another-process',
  'content-type': 'application/json; charset=utf-8',
  accept: 'application/json, application/problem+json',
};
const { 'x-correlation-id': _, ...uncorrelated } = headers;
const lamp = { watts: 7, rooms: [{ name: 'hall', doors: 2 }], lit: true, colour: 'red', note: 'by the door' };

/** A pact that Pact itself has written, as the generator receives it. */
async function writePact(dir: string): Promise<Pact> {
  const pact = () => new PactV4({ consumer: 'switch', provider: 'lamps', dir, logLevel: 'error' });
  const put = regex('^/lamps/[0-9a-f-]{36}$', `/lamps/${LAMP}`);
  const body = {
    watts: integer(7),
    rooms: eachLike({ name: like('hall'), doors: 2 }),
    lit: like(true),
    colour: regex('^(red|green)$', 'red'),
    note: 'by the door',
  };
  const url = (server: { url: string }, path: string) => new URL(path, server.url);
  const register = async (state: string, status: number) =>
    pact()
      .addInteraction()
      .given(state)
      .uponReceiving(`a lamp, answered ${status}`)
      .withRequest('PUT', put, (request) => request.headers(correlated).jsonBody(body))
      .willRespondWith(status)
      .executeTest((server) =>
        fetch(url(server, `/lamps/${LAMP}`), { method: 'PUT', headers, body: JSON.stringify(lamp) }),
      );
  await register('no lamp is there', 201);
  await register('another lamp is there', 412);
  await pact()
    .addInteraction()
    .uponReceiving('a look at the lamps of a room')
    .withRequest('GET', '/lamps', (request) =>
      request
        .query({ room: 'hall', page: regex('^\\d+$', '1') })
        .headers({ ...correlated, Accept: 'application/json' }),
    )
    .willRespondWith(200, (response) => response.jsonBody({ lamps: eachLike({ lampId: like(LAMP) }) }))
    .executeTest((server) =>
      fetch(url(server, '/lamps?room=hall&page=1'), { headers: { ...headers, accept: 'application/json' } }),
    );
  const [written] = readPacts(dir);
  return written as Pact;
}

describe('an imposter generated from a pact', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pacts-'));
  let pact: Pact;
  let mountebank: Mountebank;
  let imposter: RunningImposter;

  beforeAll(async () => {
    pact = await writePact(dir);
    mountebank = await Mountebank.start();
    imposter = await mountebank.add(imposterOf(pact));
  });
  afterAll(async () => {
    await mountebank.stop();
    rmSync(dir, { recursive: true });
  });

  const send = (path: string, request: RequestInit = {}) =>
    fetch(new URL(path, imposter.url), { headers, ...request });
  const put = (body: unknown, more: RequestInit = {}) =>
    send(`/lamps/${crypto.randomUUID()}`, { method: 'PUT', body: JSON.stringify(body), ...more });

  it('answers with the example of the pact', async () => {
    const answer = await send('/lamps?room=hall&page=12');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ lamps: [{ lampId: LAMP }] });
  });

  it.each([
    ['the example', lamp],
    ['another integer', { ...lamp, watts: 12 }],
    [
      'other elements',
      {
        ...lamp,
        rooms: [
          { name: 'attic', doors: 2 },
          { name: 'hall', doors: 2 },
        ],
      },
    ],
    ['another value of a type', { ...lamp, lit: false }],
    ['another value of an expression', { ...lamp, colour: 'green' }],
  ])('accepts %s', async (_, body) => {
    expect((await put(body)).status).toBe(201);
  });

  it.each([
    ['a fraction for an integer', { ...lamp, watts: 7.5 }],
    ['an empty list for at least one', { ...lamp, rooms: [] }],
    ['an element without its field', { ...lamp, rooms: [{ doors: 2 }] }],
    ['another type', { ...lamp, lit: 'yes' }],
    ['a text that does not match the expression', { ...lamp, colour: 'blue' }],
    ['another value where the pact has no rule', { ...lamp, note: 'by the Door' }],
    ['a missing field', { ...lamp, watts: undefined }],
  ])('answers 501 to %s', async (_, body) => {
    expect((await put(body)).status).toBe(501);
  });

  it.each([
    ['another path', () => send('/lamps/first', { method: 'PUT', body: JSON.stringify(lamp) })],
    ['another method', () => send('/lamps?room=hall&page=1', { method: 'HEAD' })],
    ['another query', () => send('/lamps?room=attic&page=1')],
    ['no correlation ID', () => put(lamp, { headers: uncorrelated })],
    ['another content type', () => put(lamp, { headers: { ...headers, 'content-type': 'text/plain' } })],
  ])('answers 501 to %s', async (_, request) => {
    expect((await request()).status).toBe(501);
  });

  it('names the unknown request, and the requests that the pact has', async () => {
    const answer = await send('/candles');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      status: 501,
      detail: expect.stringMatching(
        /^The pact switch-lamps\.json has no interaction for this GET \/candles\. To expect it, add .* to apps\/switch\/test\/lamps\.consumer-pact-spec\.ts\. The pact has: PUT \/lamps\//,
      ),
    });
  });

  it('answers as in the states that hold', async () => {
    const strict = await mountebank.add(imposterOf(pact, ['another lamp is there']));
    const answer = await fetch(`${strict.url}/lamps/${LAMP}`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(lamp),
    });
    expect(answer.status).toBe(412);
    expect((await fetch(`${strict.url}/lamps?room=hall&page=1`, { headers })).status).toBe(200);
  });

  it('rejects a state that its pact does not have', () => {
    expect(() => stubsFor(pact, ['it is dark'])).toThrow(
      'switch-lamps.json has no state it is dark; it has: no lamp is there, another lamp is there',
    );
  });

  it('prefers the narrower stub, and answers 501 last', () => {
    const [first, ...rest] = stubsFor(pact);
    expect(first?._pact?.interaction).toMatch(/^a lamp, answered 201/);
    expect(rest.at(-1)).not.toHaveProperty('predicates');
  });

  it('contains the hash of its pact, in memory and in its file', () => {
    const hash = contractHash(pact);
    expect(imposterOf(pact)).toMatchObject({ name: expect.stringContaining(hash), _pact: { hash } });
    expect(writeFiles(imposterFiles([pact]), dir)).toHaveLength(1);
    expect(staleFiles(imposterFiles([pact]), dir)).toEqual([]);

    const changed = { ...pact, interactions: pact.interactions.slice(1) };
    const file = 'stubs/imposters/switch-lamps.json';
    expect(staleFiles(imposterFiles([changed]), dir)).toEqual([{ file, why: 'stale' }]);
    expect(imposterFiles([changed]).texts[file]).toContain(contractHash(changed));
    writeFileSync(join(dir, 'stubs/imposters/candles-lamps.json'), '{}');
    expect(staleFiles(imposterFiles([]), dir)).toEqual([
      { file: 'stubs/imposters/candles-lamps.json', why: 'left over' },
      { file, why: 'left over' },
    ]);
  });
});

describe('the imposters in stubs/imposters', () => {
  it('are generated from the accepted pacts', () => {
    expect(staleFiles(imposterFiles(), '.')).toEqual([]);
  });
});
