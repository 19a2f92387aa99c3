import { describe, expect, it } from '@jest/globals';
import { breaks } from '../src/documents/breaking-changes.js';
import { type AsyncApi, type HttpOperation, type OpenApi } from '../src/documents/document.js';
import { asyncApi as asyncApiOf } from '../src/documents/asyncapi.js';
import { eventsOf, said } from '#libs/messaging';
import { type Schema } from '#tooling/pacts';
import { z } from 'zod';

const Lit = z.object({ lampId: z.string(), ownerId: z.string() });

const string = { type: 'string' };
const object = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
});
const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });

const openApi = (operation: HttpOperation, schemas: Record<string, Schema> = {}): OpenApi =>
  ({
    info: { title: 'lamps' },
    paths: { '/lamps': { put: operation } },
    components: { schemas },
  }) as unknown as OpenApi;
const asyncApi = (payload: Schema, action = 'send', type = 'lamp.lit.v1'): AsyncApi =>
  ({
    info: { title: 'lamps' },
    channels: { [type]: { messages: { event: { headers: object({ id: string }), payload } } } },
    operations: { [type]: { action } },
  }) as unknown as AsyncApi;

const between = (before: OpenApi | AsyncApi, after?: OpenApi | AsyncApi) =>
  breaks({ 'lamps.json': before }, after ? { 'lamps.json': after } : {});

const [atLeastOne, atLeastNone] = [1, 0].map((minimum) => ({ type: 'integer', minimum }));
const everyInteger = { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
const lamp = object({ lampId: string, watts: atLeastOne ?? {} });
const described = { ...lamp, description: 'of any kind' };
const answer = (schema: Schema) => ({ responses: { 200: json(schema) } });
const request = (schema: Schema, more: Partial<HttpOperation> = {}) => ({
  requestBody: { required: true, ...json(schema) },
  responses: {},
  ...more,
});
const { properties = {} } = lamp;
const loose = { ...lamp, required: ['lampId'] };
const more = object({ ...properties, room: string });
const colours = (...values: string[]) => object({ colour: { ...string, enum: values } });
const patterned = (pattern: string) => object({ room: { ...string, pattern } });
const nullable = (schema: Schema) => object({ shade: { anyOf: [schema, { type: 'null' }] } });

/** How a schema changes; what that does to who reads it, and to who sends it. */
const CHANGES: [what: string, before: Schema, after: Schema, told: string[], asked: string[]][] = [
  ['the same', lamp, structuredClone(lamp), [], []],
  ['remarks', lamp, described, [], []],
  ['a field more', lamp, more, [], ['.room is demanded now']],
  ['an optional field more', lamp, { ...more, required: lamp.required }, [], []],
  ['a field less', more, lamp, ['.room is gone'], ['.room is gone']],
  ['a field that may be missing', lamp, loose, ['.watts may be missing now'], []],
  ['a field that may be missing no more', loose, lamp, [], ['.watts is demanded now']],
  [
    'another type',
    lamp,
    object({ ...properties, watts: string }),
    ['.watts was integer, is string'],
    ['.watts was integer, is string'],
  ],
  [
    'a wider type',
    object({ watts: { type: 'integer' } }),
    object({ watts: { type: 'number' } }),
    ['.watts was integer, is number'],
    [],
  ],
  [
    'several types in place of a union of them',
    nullable({ type: 'integer' }),
    object({ shade: { type: ['integer', 'null'] } }),
    [],
    [],
  ],
  [
    'limits that hold for every integer',
    object({ watts: everyInteger }),
    object({ watts: { type: 'integer' } }),
    [],
    [],
  ],
  ['a value more', colours('red'), colours('red', 'green'), ['.colour may be "green" now'], []],
  ['a value less', colours('red', 'green'), colours('red'), [], ['.colour may not be "green" any more']],
  ['any value', colours('red'), object({ colour: string }), ['.colour may be anything else now'], []],
  ['null', object({ shade: string }), nullable(string), ['.shade may be null now'], []],
  ['no null', nullable(string), object({ shade: string }), [], ['.shade may not be null any more']],
  [
    'a wider type beside null',
    nullable({ type: 'integer' }),
    nullable({ type: 'number' }),
    ['.shade may be number now'],
    [],
  ],
  ['a change beside null', nullable(more), nullable(lamp), ['.shade.room is gone'], ['.shade.room is gone']],
  [
    'a lower limit',
    lamp,
    object({ ...properties, watts: atLeastNone ?? {} }),
    ['.watts: minimum was 1, is 0'],
    [],
  ],
  [
    'a new limit',
    object({ room: string }),
    object({ room: { ...string, maxLength: 9 } as Schema }),
    [],
    ['.room: maxLength was absent, is 9'],
  ],
  [
    'another pattern',
    object({ room: { ...string, pattern: '^a$' } }),
    object({ room: { ...string, pattern: '^b$' } }),
    ['.room: pattern was "^a$", is "^b$"'],
    ['.room: pattern was "^a$", is "^b$"'],
  ],
  [
    'a pattern less',
    object({ room: { ...string, pattern: '^a$' } }),
    object({ room: string }),
    ['.room: pattern was "^a$", is absent'],
    [],
  ],
  [
    'a pattern in allOf',
    patterned('^a$'),
    object({ room: { ...string, allOf: [{ pattern: '^a$' }] } }),
    [],
    [],
  ],
  [
    'a pattern more, in allOf',
    patterned('^a$'),
    object({ room: { ...string, allOf: [{ pattern: '^a$' }, { pattern: '^b$' }] } }),
    [],
    ['.room: pattern was "^a$", is "^a$" and "^b$"'],
  ],
  [
    'a pattern less, in allOf',
    object({ room: { ...string, allOf: [{ pattern: '^a$' }, { pattern: '^b$' }] } }),
    patterned('^a$'),
    ['.room: pattern was "^a$" and "^b$", is "^a$"'],
    [],
  ],
  [
    'fields and limits in allOf',
    lamp,
    {
      allOf: [
        object({ lampId: string }),
        object({ watts: { allOf: [atLeastNone ?? {}, atLeastOne ?? {}] } }),
      ],
    },
    [],
    [],
  ],
  [
    'a field less, in allOf',
    more,
    { allOf: [{ ...lamp }, { type: 'object' }] },
    ['.room is gone'],
    ['.room is gone'],
  ],
  [
    'a union in allOf',
    nullable(string),
    object({
      shade: { allOf: [{ anyOf: [string, { type: 'null' }] }, { description: 'of the lamp' } as Schema] },
    }),
    [],
    [],
  ],
  [
    'a refusal of more fields',
    lamp,
    { ...lamp, additionalProperties: false } as Schema,
    [],
    [': additionalProperties was absent, is false'],
  ],
  [
    'an example of a field without a name',
    { ...lamp, additionalProperties: { type: 'integer' } } as Schema,
    { ...lamp, additionalProperties: { type: 'integer', example: 3 } } as Schema,
    [],
    [],
  ],
  [
    'a limit of a field without a name',
    { ...lamp, additionalProperties: atLeastNone } as Schema,
    { ...lamp, additionalProperties: atLeastOne } as Schema,
    [],
    ['.*: minimum was 0, is 1'],
  ],
  [
    'other elements',
    object({ rooms: { type: 'array', items: more } }),
    object({ rooms: { type: 'array', items: lamp } }),
    ['.rooms[].room is gone'],
    ['.rooms[].room is gone'],
  ],
  [
    'no elements any more',
    { type: 'array', items: string },
    { type: 'array' },
    ['[] was string, is anything'],
    [],
  ],
];

describe('a changed schema', () => {
  it.each(CHANGES)('of %s, in an answer', (_, before, after, told) => {
    const place = 'lamps: PUT /lamps: 200 application/json';
    expect(between(openApi(answer(before)), openApi(answer(after)))).toEqual(told.map((one) => place + one));
  });

  it.each(CHANGES)('of %s, in an event', (_, before, after, told) => {
    const place = 'lamps: lamp.lit.v1: data';
    expect(between(asyncApi(before), asyncApi(after))).toEqual(told.map((one) => place + one));
  });

  it.each(CHANGES)('of %s, in a request', (_, before, after, _told, asked) => {
    const place = 'lamps: PUT /lamps: body application/json';
    expect(between(openApi(request(before)), openApi(request(after)))).toEqual(
      asked.map((one) => place + one),
    );
  });

  it('is followed into references, also where it is in itself', () => {
    const tree = (inner: Schema) =>
      openApi(answer({ $ref: '#/components/schemas/Lamp' }), {
        Lamp: object({
          ...inner.properties,
          next: { anyOf: [{ $ref: '#/components/schemas/Lamp' }, { type: 'null' }] },
        }),
      });
    expect(between(tree(more), tree(more))).toEqual([]);
    expect(between(tree(more), tree(lamp))).toEqual(['lamps: PUT /lamps: 200 application/json.room is gone']);
  });
});

describe('a changed operation', () => {
  const limit = (required: boolean) => [{ name: 'limit', in: 'query', required, schema: string }];
  const plain = request(lamp);

  it.each<[string, HttpOperation, HttpOperation, string[]]>([
    ['a new optional parameter', plain, { ...plain, parameters: limit(false) }, []],
    [
      'a new required parameter',
      plain,
      { ...plain, parameters: limit(true) },
      ['query limit is demanded now'],
    ],
    ['a parameter that is gone', { ...plain, parameters: limit(false) }, plain, ['query limit is gone']],
    ['a new body', { responses: {} }, plain, ['a body is demanded now']],
    [
      'a status that is gone',
      answer(lamp),
      { responses: { 204: {} } },
      ['200 is gone', '200 application/json is gone'],
    ],
    ['a new status', answer(lamp), { responses: { ...answer(lamp).responses, 404: {} } }, []],
    [
      'a caller more',
      { ...plain, 'x-access': { role: 'operator' } },
      { ...plain, 'x-access': { role: 'operator', services: ['night'] } },
      [],
    ],
    [
      'a caller less',
      { ...plain, 'x-access': { services: ['night', 'day'] } },
      { ...plain, 'x-access': { services: ['day'] } },
      ['caller may not be "night" any more'],
    ],
    [
      'everybody as caller',
      { ...plain, 'x-access': { services: ['day'] } },
      { ...plain, 'x-access': { public: true } },
      ['caller may be "anyone" now'],
    ],
    [
      'an operator as caller',
      { ...plain, 'x-access': { subject: 'lampId' } },
      { ...plain, 'x-access': { subject: 'lampId', role: 'operator' } },
      ['caller may be "an operator" now'],
    ],
    [
      'not everybody as caller',
      { ...plain, 'x-access': { public: true } },
      { ...plain, 'x-access': { services: ['day'] } },
      ['caller may not be anything else any more'],
    ],
  ])('with %s', (_, before, after, lines) => {
    expect(between(openApi(before), openApi(after))).toEqual(
      lines.map((line) => `lamps: PUT /lamps: ${line}`),
    );
  });

  it('is named when it is gone, with its document or without', () => {
    const { paths: _, ...rest } = openApi(plain);
    expect(between(openApi(plain), { ...rest, paths: {} })).toEqual(['lamps: PUT /lamps is gone']);
    expect(between(openApi(plain))).toEqual(['lamps: PUT /lamps is gone']);
  });
});

describe('a changed event', () => {
  it('is named when it is not said any more', () => {
    expect(between(asyncApi(lamp), asyncApi(lamp, 'send', 'lamp.out.v1'))).toEqual([
      'lamps: lamp.lit.v1 is gone',
    ]);
    expect(between(asyncApi(lamp))).toEqual(['lamps: lamp.lit.v1 is gone']);
  });

  it('is named when it is about something else, or no longer says which person it concerns', () => {
    const lit = (fields: { subject: string; person?: string }) =>
      asyncApiOf(
        {
          name: 'lamps',
          owner: 'lighting',
          events: eventsOf({ noun: 'lamp', Lit: said('lamp.lit.v1', Lit, fields as never) }),
        },
        '1',
      );
    const before = lit({ subject: 'lampId', person: 'ownerId' });
    expect(between(before, before)).toEqual([]);
    expect(between(lit({ subject: 'lampId' }), before)).toEqual([]);
    expect(between(before, lit({ subject: 'ownerId', person: 'ownerId' }))).toEqual([
      'lamps: lamp.lit.v1: the field of subject may be "ownerId" now',
    ]);
    expect(between(before, lit({ subject: 'lampId' }))).toEqual([
      'lamps: lamp.lit.v1: the field of datasubject is gone',
      'lamps: lamp.lit.v1: attributes.datasubject may be missing now',
    ]);
  });

  it('may be heard otherwise, or no more: that is for the pacts', () => {
    expect(between(asyncApi(more, 'receive'), asyncApi(lamp, 'receive'))).toEqual([]);
    expect(between(asyncApi(lamp, 'receive'))).toEqual([]);
  });
});
