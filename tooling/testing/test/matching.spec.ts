import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { like, matching, schemaOf, structureOf } from '../src/pacts/matching.js';

const equality = (value: unknown) => ({ 'pact:matcher:type': 'equality', value });
/** A string by type and expression, because the expression alone accepts a number. */
const text = (regex: string, value: string) => ({
  'pact:matcher:type': [{ 'pact:matcher:type': 'type' }, { 'pact:matcher:type': 'regex', regex }],
  value,
});
const of = (type: string, value: unknown) => ({ 'pact:matcher:type': type, value });

describe('matching', () => {
  it.each([
    ['a string', z.string(), 'red', like('red')],
    ['a string that is not empty', z.string().min(1), 'red', text('^[\\s\\S]+$', 'red')],
    ['a regular expression', z.string().regex(/^[A-Z]{2}$/), 'IE', text('^[A-Z]{2}$', 'IE')],
    ['a prefix', z.string().startsWith('/'), '/lamps', text('^\\/.*[\\s\\S]*$', '/lamps')],
    ['one of several', z.enum(['on', 'half-off']), 'on', text('^(on|half-off)$', 'on')],
    ['one value', z.literal('on'), 'on', equality('on')],
    ['an integer', z.int(), 7, of('integer', 7)],
    ['a number', z.number(), 7.5, of('number', 7.5)],
    ['a boolean', z.boolean(), true, like(true)],
    ['a nullable string', z.string().nullable(), null, like(null)],
    ['any value', z.unknown(), { any: 'thing' }, like({ any: 'thing' })],
  ])('demands %s', (_, schema, example, matcher) => {
    expect(matching(schema, example)).toEqual(matcher);
  });

  it('matches UUIDs, times and dates by anchored expressions', () => {
    const schema = z.object({ id: z.uuid(), at: z.iso.datetime(), on: z.iso.date() });
    const example = {
      id: '0193a1b2-7c00-7000-8000-000000000001',
      at: '2026-01-01T00:00:00Z',
      on: '2026-01-01',
    };
    const matchers = Object.values(matching(schema, example) as Record<string, ReturnType<typeof text>>);
    expect(matchers).toHaveLength(3);
    for (const { value, 'pact:matcher:type': rules } of matchers) {
      expect(rules[1]?.regex).toMatch(/^\^.*\$$/);
      expect(value).toMatch(new RegExp(rules[1]?.regex ?? ''));
    }
  });

  it('demands nested fields, lists and named schemas', () => {
    const Bulb = z.object({ watts: z.int() }).meta({ id: 'Bulb' });
    const schema = z.object({ bulbs: z.array(Bulb).min(1), spare: z.array(Bulb) });
    const bulb = { watts: of('integer', 7) };
    expect(matching(schema, { bulbs: [{ watts: 7 }], spare: [{ watts: 7 }] })).toEqual({
      bulbs: { 'pact:matcher:type': 'type', min: 1, value: [bulb] },
      spare: { 'pact:matcher:type': 'type', min: 0, value: [bulb] },
    });
  });

  it('uses the variant of a union that the example fits', () => {
    const on = z.object({ state: z.literal('on'), watts: z.int() });
    const off = z.object({ state: z.literal('off'), since: z.string() });
    const schema = z.discriminatedUnion('state', [on, off]);
    expect(matching(schema, { state: 'off', since: 'noon' })).toEqual({
      state: equality('off'),
      since: like('noon'),
    });
    expect(matching(z.union([z.int(), z.string().min(1)]), 'x')).toEqual(text('^[\\s\\S]+$', 'x'));
  });

  it('reduces a schema to its fields, their types and closed lists of values', () => {
    const Bulb = z.object({ watts: z.int().min(1) }).meta({ id: 'Bulb' });
    const schema = z.object({
      kind: z.enum(['desk', 'floor']),
      pattern: z.string().regex(/^a$/).optional(),
      bulbs: z.array(Bulb).nullable(),
    });
    expect(JSON.parse(JSON.stringify(structureOf(schemaOf(schema))))).toEqual({
      type: 'object',
      required: ['kind', 'bulbs'],
      properties: {
        kind: { type: 'string', enum: ['desk', 'floor'] },
        pattern: { type: 'string' },
        bulbs: { anyOf: [{ type: 'array', items: { $ref: '#/$defs/Bulb' } }, { type: 'null' }] },
      },
      $defs: { Bulb: { type: 'object', required: ['watts'], properties: { watts: { type: 'integer' } } } },
    });
  });

  it('omits an optional field that the example omits', () => {
    expect(matching(z.object({ a: z.string(), b: z.string().optional() }), { a: 'x' })).toEqual({
      a: like('x'),
    });
  });

  it('rejects a field that the schema does not read', () => {
    const schema = z.object({ bulbs: z.array(z.object({ watts: z.int() })) });
    const example = { bulbs: [{ watts: 7, colour: 'red' }] };
    expect(() => matching(schema, example)).toThrow(
      'The example has bulbs.colour, which its schema does not read',
    );
  });

  it('rejects an example without a field that the schema reads', () => {
    expect(() => matching(z.object({ a: z.string() }), {} as never)).toThrow(
      'The example does not fit its schema',
    );
  });
});
