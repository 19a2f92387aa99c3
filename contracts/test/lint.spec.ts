import { describe, expect, it } from '@jest/globals';
import { lint, PINNED_ATTRIBUTES } from '../lint.js';
import {
  type EventInteraction,
  type HttpInteraction,
  type Interaction,
  type Pact,
  readPacts,
} from '../pact-file.js';

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
];

describe('the lint of pacts', () => {
  it('passes a pact that is as it should be', () => {
    expect(lint(pact(look, lit))).toEqual([]);
  });

  it.each(faults)('finds %s', (_, interaction, problem) => {
    expect(lint(pact(interaction))).toEqual([`switch-lamps.json, ${interaction.description}: ${problem}`]);
  });

  it('finds nothing in the accepted pacts', () => {
    expect(readPacts().flatMap(lint)).toEqual([]);
  });
});
