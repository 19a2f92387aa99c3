import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type HttpInteraction, type Pact } from '#tooling/pacts';
import { stubsFor } from '../src/generate.js';
import { Mountebank } from '#tooling/mountebank';
import { explainMismatch } from '../src/mismatch-explanation.js';
import { type RecordedRequest } from '../src/replay.js';

const rule = (match: string, regex?: string) => ({ matchers: [{ match, ...(regex && { regex }) }] });
const interaction = (
  description: string,
  request: HttpInteraction['request'],
  state?: string,
): HttpInteraction => ({
  type: 'Synchronous/HTTP',
  description,
  ...(state && { providerStates: [{ name: state }] }),
  request,
  response: { status: 200 },
});

const JSON_TYPE = 'application/json';
const put = interaction('a lamp', {
  method: 'PUT',
  path: '/lamps/1',
  headers: { Accept: [JSON_TYPE], 'Content-Type': [JSON_TYPE] },
  body: { content: { lamp: { watts: 7, kind: 'desk', room: 'hall' } }, contentType: JSON_TYPE },
  matchingRules: {
    path: rule('regex', '^/lamps/\\d+$'),
    body: { '$.lamp.watts': rule('integer'), '$.lamp.kind': rule('type') },
  },
});
const query = { room: ['hall'], page: ['1'], size: ['9'] };
const pages = { page: rule('regex', '^\\d+$'), size: rule('type') };
const list = { method: 'GET', path: '/lamps', query, matchingRules: { query: pages } };
const look = interaction('a look at a room', list);
const lights = interaction('the lights', { method: 'GET', path: '/lights' }, 'it is dark');

const requestTo = (method: string, path: string, change: Partial<RecordedRequest> = {}): RecordedRequest => ({
  method,
  path,
  query: {},
  headers: { accept: JSON_TYPE, 'content-type': JSON_TYPE },
  body: '',
  ...change,
});
const lamp = (fields: object) => ({
  body: JSON.stringify({ lamp: { watts: 3, kind: 'wall', room: 'hall', ...fields } }),
});
const room = (change: object = {}) => ({ query: { room: 'hall', page: '2', size: '5', ...change } });

describe('the explanation of a mismatch', () => {
  let mountebank: Mountebank;
  beforeAll(async () => {
    mountebank = await Mountebank.start();
  });
  afterAll(() => mountebank.stop());

  const explain = (request: RecordedRequest, interactions = [put, look, lights]) => {
    const pact: Pact = { consumer: { name: 'switch' }, provider: { name: 'lamps' }, interactions };
    return explainMismatch(mountebank, stubsFor(pact), request);
  };

  it.each<[RecordedRequest, string]>([
    [
      requestTo('PUT', '/lamps/2', lamp({ watts: 3.5 })),
      `body $['lamp']['watts'] should match "^-?\\\\d+$" and is 3.5`,
    ],
    [
      requestTo('PUT', '/lamps/2', lamp({ kind: undefined })),
      `body $['lamp']['kind'] should exist and is missing`,
    ],
    [
      requestTo('PUT', '/lamps/2', lamp({ room: 'attic' })),
      `body $['lamp']['room'] should equal "hall" and is "attic"`,
    ],
    [
      requestTo('PUT', '/lamps/2', {
        ...lamp({}),
        headers: { accept: 'text/html', 'content-type': 'text/plain' },
      }),
      'header Accept should contain "application/json" and is "text/html", header Content-Type should start with "application/json" and is "text/plain"',
    ],
    [requestTo('PUT', '/lamps/two', lamp({})), 'path should match "^/lamps/\\\\d+$" and is "/lamps/two"'],
    [requestTo('POST', '/lamps/2', lamp({})), 'method should equal "PUT" and is "POST"'],
  ])('names the differing body, header, path or method: %#', async (request, difference) => {
    expect(await explain(request)).toBe(
      `${request.method} ${request.path} is nearest to "a lamp", but ${difference}`,
    );
  });

  it.each([
    [room({ room: 'attic' }), 'query room should equal "hall" and is "attic"'],
    [room({ page: 'last' }), 'query page should match "^\\\\d+$" and is "last"'],
    [room({ size: undefined }), 'query size should exist and is missing'],
  ])('names the differing query: %#', async (change, difference) => {
    const { query } = JSON.parse(JSON.stringify(change)) as Pick<RecordedRequest, 'query'>;
    expect(await explain(requestTo('GET', '/lamps', { query }))).toBe(
      `GET /lamps is nearest to "a look at a room", but ${difference}`,
    );
  });

  it('names an unexpected parameter', async () => {
    expect(await explain(requestTo('GET', '/lights', { query: { page: '1' } }))).toBe(
      'GET /lights is nearest to "the lights, given it is dark", but query should equal {} and is {"page":"1"}',
    );
  });

  it('says when only the state differs', async () => {
    expect(await explain(requestTo('GET', '/lights'))).toBe(
      'GET /lights is nearest to "the lights, given it is dark", but that state does not hold',
    );
  });

  it('says when the pact has no request', async () => {
    expect(await explain(requestTo('GET', '/lights'), [])).toBe('GET /lights: the pact has no request');
  });
});
