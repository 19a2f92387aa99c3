import { describe, expect, it } from '@jest/globals';
import { type HttpInteraction, type Pact } from '#tooling/pacts';
import { replayAtPact } from '../src/replay-at-pact.js';
import { type RecordedRequest } from '../src/replay.js';

const LAMP = '0193a1b2-7c00-7000-8000-000000000001';
const rule = (match: string, regex?: string) => ({ matchers: [{ match, ...(regex && { regex }) }] });
const CORRELATION = rule('regex', '^[A-Za-z0-9._-]{8,64}$');

const put: HttpInteraction = {
  type: 'Synchronous/HTTP',
  description: 'a lamp',
  request: {
    method: 'PUT',
    path: `/lamps/${LAMP}`,
    headers: { 'Content-Type': ['application/json'], 'X-Correlation-ID': ['example-process'] },
    body: { content: { watts: 7, rooms: [{ name: 'hall' }] }, contentType: 'application/json' },
    matchingRules: {
      path: rule('regex', '^/lamps/[0-9a-f-]{36}$'),
      header: { 'X-Correlation-ID': CORRELATION },
      body: { '$.watts': rule('integer'), '$.rooms': rule('type') },
    },
  },
  response: { status: 201 },
};
const look: HttpInteraction = {
  type: 'Synchronous/HTTP',
  description: 'a look at a room',
  providerStates: [{ name: 'a lamp is there' }],
  request: {
    method: 'GET',
    path: '/lamps',
    query: { room: ['hall'], page: ['1'] },
    matchingRules: { query: { page: rule('regex', '^\\d+$') } },
  },
  response: { status: 200 },
};
const pact: Pact = {
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions: [look, { ...look, providerStates: [], response: { status: 404 } }, put],
};

const lamp = { watts: 12, rooms: [{ name: 'attic' }, { name: 'hall' }] };
const headers = { 'Content-Type': 'application/json', 'X-Correlation-ID': 'another-process', Host: 'lamps' };
const request = (body: object = lamp, change: Partial<RecordedRequest> = {}): RecordedRequest => ({
  method: 'PUT',
  path: `/lamps/${crypto.randomUUID()}`,
  query: {},
  headers,
  body: JSON.stringify(body),
  ...change,
});
const list = (query: Record<string, string>): RecordedRequest =>
  request({}, { method: 'GET', path: '/lamps', query, body: '' });

describe('requests replayed at Pact', () => {
  it('match when the pact has them, in any state', async () => {
    const all = [request(), list({ room: 'hall', page: '12' }), request()];
    expect(await replayAtPact(pact, all)).toEqual([]);
  });

  const { 'X-Correlation-ID': _, ...uncorrelated } = headers;
  it.each([
    ['without the correlation ID', request(lamp, { headers: uncorrelated }), 'X-Correlation-ID'],
    ['with an additional field', request({ ...lamp, lit: true }), 'one with keys [lit, rooms, watts]'],
    [
      'with a string for an integer',
      request({ ...lamp, watts: '12' }),
      "Expected '12' (String) to be an integer",
    ],
    ['with another type deep inside', request({ ...lamp, rooms: [{ name: 3 }] }), 'Expected 3 (Integer)'],
    ['with another path', request(lamp, { path: '/candles' }), 'PUT /candles: the pact has no such request'],
    ['with another query', list({ room: 'hall', page: 'one' }), "Expected 'one' to match"],
    ['with an additional parameter', list({ room: 'hall', page: '1', colour: 'red' }), 'colour'],
  ])('do not match %s, which is reported once', async (_what, wrong, difference) => {
    expect(await replayAtPact(pact, [request(), wrong, wrong])).toEqual([
      expect.stringContaining(difference),
    ]);
  });
});
