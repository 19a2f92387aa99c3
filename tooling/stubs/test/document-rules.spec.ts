import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mountebank } from '#tooling/mountebank';
import { isHttp, readPacts } from '#tooling/pacts';
import { bodyRules } from '../src/document-rules.js';
import { ProviderDocument } from '../src/provider-document.js';
import { refusalStubs } from '../src/refusal-stubs.js';
import type { Schema } from '../src/schema-conditions.js';

const text = { type: 'string', minLength: 1, maxLength: 3, pattern: "^[^\\p{Cc}@'()]*$" };
const lamp: Schema = {
  type: 'object',
  required: ['watts', 'rooms'],
  additionalProperties: false,
  properties: {
    watts: { type: 'integer', minimum: 1, maximum: 100 },
    price: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 10 },
    isLit: { type: 'boolean' },
    colour: { enum: ['red', 'green', null] },
    kind: { const: 'lamp' },
    note: { anyOf: [text, { type: 'null' }] },
    rooms: { type: 'array', minItems: 1, maxItems: 2, items: { $ref: '#/components/schemas/Room' } },
  },
};
const Room: Schema = {
  allOf: [{ type: 'object', required: ['name'] }, { properties: { name: text }, additionalProperties: false }],
};
const operation = {
  parameters: [{ name: 'lampId', in: 'path', schema: { type: 'string', pattern: '^[0-9]+$' } }],
  requestBody: { required: true, content: { 'application/json': { schema: lamp } } },
};
const document = {
  paths: { '/lamps/{lampId}': { put: operation } },
  components: { schemas: { Room } },
};
const lamps = ProviderDocument.parse('lamps', JSON.stringify(document));
const valid = { watts: 7, rooms: [{ name: 'a' }] };

const odd: unknown[] = [
  ...[0, 1, 100, 101, 1.5, '7', null, undefined, [], {}, true].map((watts) => ({ ...valid, watts })),
  ...[0, 0.1, 9.9, 10, '1'].map((price) => ({ ...valid, price })),
  ...[true, false, 'true', 1, null].map((isLit) => ({ ...valid, isLit })),
  ...['red', 'blue', null, 0].map((colour) => ({ ...valid, colour })),
  ...['lamp', 'candle', '', {}].map((kind) => ({ ...valid, kind })),
  ...['', 'abc', 'abcd', '🎈🎈🎈', '🎈🎈🎈🎈', 'a@b', "a'", 'a)', 'a\u0007', null, 7, []].map((note) => ({ ...valid, note })),
  ...['', [], {}, 'a', null, [null], [{}], [[]], [{ name: '' }], [{ name: 'a', door: 1 }], [{ name: 'a' }, { name: 7 }]].map(
    (rooms) => ({ ...valid, rooms }),
  ),
  ...[3, 'x'].map((count) => ({ ...valid, rooms: Array.from({ length: 3 }, () => ({ name: String(count) })) })),
  { ...valid, other: 1 },
  { ...valid, '': '' },
  [],
  [valid],
  null,
  7,
  'lamp',
  {},
];

describe('the rules of a document, as predicates', () => {
  let mountebank: Mountebank;
  let url: string;
  beforeAll(async () => {
    mountebank = await Mountebank.start();
    const stubs = lamps.operationsOf([{ method: 'PUT', path: '/lamps/1' }]).flatMap((one) => refusalStubs('lamps', one));
    ({ url } = await mountebank.add({ protocol: 'http', stubs }));
  });
  afterAll(() => mountebank.stop());

  const put = (body: string, path = '/lamps/1') => fetch(url + path, { method: 'PUT', ...(body && { body }) });
  const refusalOf = (body: string, path = '/lamps/1') => lamps.refusalOf({ method: 'PUT', path, body });

  it('refuse exactly what a validator of JSON Schema refuses', async () => {
    const different = [];
    const bodies = [...odd.map((body) => JSON.stringify(body)), '', '{', '{"watts": 7', 'lamp'];
    let refused = 0;
    for (const body of bodies) {
      const { status } = await put(body);
      if (status === 501) refused++;
      if ((status === 501) !== !!refusalOf(body)) different.push({ body, status, refusal: refusalOf(body) });
    }
    expect(different).toEqual([]);
    expect(refused).toBeGreaterThan(40);
    expect(bodies.length - refused).toBeGreaterThan(10);
  });

  it('refuse a parameter of another form, and say nothing of another operation', async () => {
    expect((await put(JSON.stringify(valid), '/lamps/first')).status).toBe(501);
    expect((await put(JSON.stringify(valid))).status).toBe(200);
    expect((await put('{}', '/candles/1')).status).toBe(200);
  });

  it('name the request and the rule', async () => {
    const problem = (await (await put(JSON.stringify({ ...valid, watts: 101 }))).json()) as { detail: string };
    expect(problem.detail).toBe(
      'lamps refuses this PUT /lamps/1: body/watts must be at most 100. Its OpenAPI document says so.',
    );
  });

  it('name only the rule that is broken, in the singular for one', async () => {
    const answer = await put(JSON.stringify({ ...valid, rooms: [{ name: '' }] }));
    const { detail } = (await answer.json()) as { detail: string };
    expect(detail).toContain(': body/rooms/*/name must have at least 1 character. Its');
  });

  it('name what they leave out', () => {
    const schema = { type: 'object', minProperties: 1, properties: { at: { type: 'string', format: 'date-time' } } };
    expect(bodyRules(schema, () => ({})).unsaid).toEqual(['body: minProperties', 'body/at: format']);
    expect(bodyRules({ type: 'array' }, () => ({})).unsaid).toEqual(['body: type']);
    const choice = { type: 'object', properties: { at: { anyOf: [{ type: 'object', properties: {} }] } } };
    expect(bodyRules(choice, () => ({})).unsaid).toEqual(['body/at: anyOf']);
  });

  it('leave out nothing of what the pacts ask for', () => {
    const operations = readPacts().flatMap(({ provider, interactions }) => {
      const requests = interactions.filter(isHttp).map(({ request }) => request);
      return requests.length ? (ProviderDocument.read(provider.name)?.operationsOf(requests) ?? []) : [];
    });
    expect(operations.length).toBeGreaterThan(3);
    const unsaid = operations.flatMap((one) => one.unsaid);
    expect(unsaid.filter((one) => one !== 'body: a form')).toEqual([]); // Mountebank reads no forms
  });
});
