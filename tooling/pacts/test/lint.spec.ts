import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint, PINNED_ATTRIBUTES } from '../src/lint.js';
import {
  type EventInteraction,
  fileOf,
  type HttpInteraction,
  type Interaction,
  type Pact,
  PACTS,
  readPacts,
} from '../src/pact-file.js';

const pinned = { matchers: [{ match: 'regex', regex: '^\\S+$' }] };
const look: HttpInteraction = {
  type: 'Synchronous/HTTP',
  description: 'a look',
  request: {
    method: 'GET',
    path: '/lamps',
    headers: { Authorization: ['Bearer switch'], 'X-Correlation-ID': ['example-process'] },
    matchingRules: { header: { Authorization: pinned, 'X-Correlation-ID': pinned } },
  },
  response: {
    status: 200,
    headers: { 'Content-Type': ['application/json'] },
    body: { content: { lamps: [] }, contentType: 'application/json' },
  },
};
const lit: EventInteraction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp.lit.v1 event',
  contents: { content: { lampId: '1' }, contentType: 'application/json' },
  metadata: Object.fromEntries(PINNED_ATTRIBUTES.map((name) => [name, 'example'])),
  matchingRules: { metadata: { id: pinned } },
};

const pact = (...interactions: Interaction[]): Pact => ({
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions,
});

const { request, response } = look;
const without = (name: string) => ({ ...lit.metadata, [name]: undefined }) as Record<string, unknown>;
const faults: [string, Interaction, string][] = [
  [
    'a header that is there twice',
    {
      ...look,
      response: {
        ...response,
        headers: { ...response.headers, 'content-type': ['application/problem+json'] },
      },
    },
    'the header content-type is there twice: write it in canonical case',
  ],
  [
    'a correlation ID that is not pinned',
    { ...look, request: { ...request, matchingRules: { header: { Authorization: pinned } } } },
    'the request does not pin X-Correlation-ID by an expression',
  ],
  [
    'a token of somebody else',
    { ...look, request: { ...request, headers: { ...request.headers, Authorization: ['Bearer candles'] } } },
    `the example of Authorization must be "Bearer switch": verification puts that consumer's token in`,
  ],
  [
    'an empty JSON body',
    { ...look, response: { ...response, body: { content: '', contentType: 'application/json' } } },
    'a JSON body is empty: it would match anything',
  ],
  [
    'an event without data',
    { ...lit, contents: { content: {}, contentType: 'application/json' } },
    'a JSON body is empty: it would match anything',
  ],
  [
    'an event without a causation ID',
    { ...lit, metadata: JSON.parse(JSON.stringify(without('causationid'))) as Record<string, unknown> },
    'the event does not pin causationid',
  ],
  [
    'an expression for a part of a path',
    {
      ...look,
      request: {
        ...request,
        matchingRules: {
          ...request.matchingRules,
          path: { matchers: [{ match: 'regex', regex: '/lamps' }] },
        },
      },
    },
    '/lamps matches a part: write ^…$',
  ],
  [
    'an expression for a part of a field',
    { ...lit, matchingRules: { body: { '$.lampId': { matchers: [{ match: 'regex', regex: '^\\d' }] } } } },
    '^\\d matches a part: write ^…$',
  ],
  [
    'a rule without an example',
    { ...lit, matchingRules: { body: { '$.bulbs[*].watts': { matchers: [{ match: 'integer' }] } } } },
    '$.bulbs[*].watts has a rule and no example',
  ],
  [
    'a token',
    { ...lit, contents: { content: { token: `eyJ${'hbGciOiJ9'}.e30.` }, contentType: 'application/json' } },
    'it holds a JSON Web Token',
  ],
  [
    'a private key',
    {
      ...lit,
      contents: { content: { key: `-----BEGIN ${'PRIVATE'} KEY-----` }, contentType: 'application/json' },
    },
    'it holds a private key',
  ],
  [
    'a password',
    {
      ...look,
      request: { ...request, headers: { ...request.headers, 'Proxy-Authorization': ['Basic dXNlcjpwYXNz'] } },
    },
    'it holds somebody’s credentials',
  ],
];

describe('the lint of pacts', () => {
  it('passes a pact that is as it should be', () => {
    expect(lint(pact(look, lit))).toEqual([]);
  });

  it.each(faults)('finds %s', (_, interaction, problem) => {
    expect(lint(pact(interaction))).toEqual([`switch-lamps.json, ${interaction.description}: ${problem}`]);
  });

  it('finds two interactions of one name', () => {
    const other = { ...look, response: { status: 404 } };
    expect(lint(pact(look, other))).toEqual(['switch-lamps.json: "a look" is there twice']);
    const given = { ...other, providerStates: [{ name: 'no lamp is there' }] };
    expect(lint(pact(look, given))).toEqual([]);
  });

  it.each(['1.0', '1e2', '0.10', '-0', '12345678901234567890'])(
    'finds %s, which is another number elsewhere',
    (number) => {
      const text = `{"watts": ${number}, "note": "1.0 \\" 1.0", "fine": [7, -7, 0.5, 0]}`;
      expect(lint(pact(look), text)).toEqual([
        expect.stringMatching(`^switch-lamps.json: ${number} is .* elsewhere`),
      ]);
    },
  );

  it('finds nothing in the accepted pacts', () => {
    const texts = readPacts().map((one) => [one, readFileSync(join(PACTS, fileOf(one)), 'utf8')] as const);
    expect(texts.flatMap(([one, text]) => lint(one, text))).toEqual([]);
    expect(texts).not.toEqual([]);
  });
});
