import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint, PINNED_ATTRIBUTES } from '../src/lint.js';
import {
  type EventInteraction,
  type HttpInteraction,
  type Interaction,
  type Pact,
  pactFileName,
  PACTS,
  readPacts,
} from '../src/pact-file.js';
import type { Schema } from '../src/json-schema.js';

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
const withoutAttribute = (name: string) =>
  ({ ...lit.metadata, [name]: undefined }) as Record<string, unknown>;
const faults: [string, Interaction, string][] = [
  [
    'a header that occurs twice',
    {
      ...look,
      response: {
        ...response,
        headers: { ...response.headers, 'content-type': ['application/problem+json'] },
      },
    },
    'the header content-type occurs twice; write it in canonical case',
  ],
  [
    'a correlation ID that is not pinned',
    { ...look, request: { ...request, matchingRules: { header: { Authorization: pinned } } } },
    'the request does not pin X-Correlation-ID by a regular expression',
  ],
  [
    'a token of another consumer',
    { ...look, request: { ...request, headers: { ...request.headers, Authorization: ['Bearer candles'] } } },
    'the example of Authorization must be "Bearer switch", which verification replaces by a token of that consumer, or of the person behind a full stop',
  ],
  [
    'an empty JSON body',
    { ...look, response: { ...response, body: { content: '', contentType: 'application/json' } } },
    'a JSON body is empty and matches anything; give an example',
  ],
  [
    'an event without data',
    { ...lit, contents: { content: {}, contentType: 'application/json' } },
    'a JSON body is empty and matches anything; give an example',
  ],
  [
    'an event without a causation ID',
    {
      ...lit,
      metadata: JSON.parse(JSON.stringify(withoutAttribute('causationid'))) as Record<string, unknown>,
    },
    'the event does not pin causationid',
  ],
  [
    'an event without an attribute that the consumer declares',
    { ...lit, comments: { attributes: ['entityversion'] } },
    'the event does not pin entityversion',
  ],
  [
    'a response without a header that the consumer reads',
    { ...look, comments: { headers: ['location'] } },
    'the response does not pin location, which the consumer reads',
  ],
  [
    'a body of which nobody knows the schema',
    {
      ...look,
      request: { ...request, body: { content: { watts: 7 }, contentType: 'application/json' } },
    },
    'the pact does not say by which schema the body is written; give it to withRequest() as sends',
  ],
  [
    'an unanchored expression for a path',
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
    '/lamps matches any text that contains it; write ^…$',
  ],
  [
    'an unanchored expression for a field',
    { ...lit, matchingRules: { body: { '$.lampId': { matchers: [{ match: 'regex', regex: '^\\d' }] } } } },
    '^\\d matches any text that contains it; write ^…$',
  ],
  [
    'a rule without an example',
    { ...lit, matchingRules: { body: { '$.bulbs[*].watts': { matchers: [{ match: 'integer' }] } } } },
    '$.bulbs[*].watts has a matching rule and no example',
  ],
  [
    'a token',
    { ...lit, contents: { content: { token: `eyJ${'hbGciOiJ9'}.e30.` }, contentType: 'application/json' } },
    'it contains a JSON Web Token',
  ],
  [
    'a private key',
    {
      ...lit,
      contents: { content: { key: `-----BEGIN ${'PRIVATE'} KEY-----` }, contentType: 'application/json' },
    },
    'it contains a private key',
  ],
  [
    'a password',
    {
      ...look,
      request: { ...request, headers: { ...request.headers, 'Proxy-Authorization': ['Basic dXNlcjpwYXNz'] } },
    },
    'it contains HTTP Basic credentials',
  ],
];

describe('the lint of pacts', () => {
  it('passes a correct pact', () => {
    expect(lint(pact(look, lit))).toEqual([]);
  });

  it.each(faults)('finds %s', (_, interaction, problem) => {
    expect(lint(pact(interaction))).toEqual([`switch-lamps.json, ${interaction.description}: ${problem}`]);
  });

  it('finds two interactions with the same name', () => {
    const other = { ...look, response: { status: 404 } };
    expect(lint(pact(look, other))).toEqual(['switch-lamps.json: "a look" occurs twice']);
    const given = { ...other, providerStates: [{ name: 'no lamp is there' }] };
    expect(lint(pact(look, given))).toEqual([]);
  });

  describe('of optional fields', () => {
    const schema: Schema = {
      type: 'object',
      required: ['lampId', 'shade', 'bulbs'],
      properties: {
        lampId: { type: 'string' },
        room: { type: 'string' },
        shade: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        bulbs: { type: 'array', items: { type: 'object', properties: { colour: { type: 'string' } } } },
      },
    };
    const body = (content: object) => ({ content, contentType: 'application/json' });
    const bare = { lampId: '1', shade: null, bulbs: [{}] };
    const full = { lampId: '1', room: 'attic', shade: 'silk', bulbs: [{ colour: 'red' }] };
    const named = (description: string, content: object) => ({
      ...lit,
      description,
      contents: body(content),
      comments: { reads: schema },
    });
    const sent = (description: string, content: object): HttpInteraction => ({
      ...look,
      description,
      request: { ...request, body: body(content) },
      comments: { sends: schema },
    });
    const received = (description: string, content: object): HttpInteraction => ({
      ...look,
      description,
      response: { ...response, body: body(content) },
      comments: { reads: schema },
    });
    const lamp = { ...lit, metadata: { ...lit.metadata, type: 'lamp.lit.v1' } };

    it.each<[string, (description: string, content: object) => Interaction, string]>([
      ['an event', (...one) => ({ ...lamp, ...named(...one), metadata: lamp.metadata }), 'lamp.lit.v1'],
      ['a request', sent, 'the body of GET /lamps'],
      ['a response', received, 'the 200 of GET /lamps'],
    ])('wants an example of %s with each, and one without', (_, example, what) => {
      const of = (field: string, form: string) =>
        `switch-lamps.json: ${field} of ${what} is optional; add an example ${form} it`;
      const fields = ['$.room', '$.shade', '$.bulbs[*].colour'];
      expect(lint(pact(example('bare', bare)))).toEqual(fields.map((field) => of(field, 'with')));
      expect(lint(pact(example('full', full)))).toEqual(fields.map((field) => of(field, 'without')));
      expect(lint(pact(example('bare', bare), example('full', full)))).toEqual([]);
      const empty = example('without bulbs', { ...full, bulbs: [] });
      expect(lint(pact(empty, example('bare', { ...bare, bulbs: [] })))).toEqual([
        `switch-lamps.json: $.bulbs[*] of ${what} is never there; add an example with an element`,
      ]);
      expect(lint(pact(example('bare', bare), example('full', full), empty))).toEqual([]);
    });
  });

  it.each(['1.0', '1e2', '0.10', '-0', '12345678901234567890'])(
    'finds %s, which other languages print differently',
    (number) => {
      const text = `{"watts": ${number}, "note": "1.0 \\" 1.0", "fine": [7, -7, 0.5, 0]}`;
      expect(lint(pact(look), text)).toEqual([
        expect.stringMatching(`^switch-lamps.json: write ${number} as .* differs between languages$`),
      ]);
    },
  );

  it('finds nothing in the accepted pacts', () => {
    const texts = readPacts().map(
      (accepted) => [accepted, readFileSync(join(PACTS, pactFileName(accepted)), 'utf8')] as const,
    );
    expect(texts.flatMap(([accepted, text]) => lint(accepted, text))).toEqual([]);
    expect(texts).not.toEqual([]);
  });
});
