import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import '../src/plain-sentences.js';

const KIND = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('a') }),
  z.object({ kind: z.literal('b') }),
]);

describe('what is wrong with a value', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['is missing', z.object({ name: z.string() }), {}],
    ['is missing', z.enum(['male', 'female']), undefined],
    ['is missing', KIND, {}],
    ['is not one of the values that are possible here', KIND, { kind: 'c' }],
    ['must be a number', z.coerce.number(), 'many'],
    ['must be a whole number', z.int(), 1.5],
    ['must be a text, not an object', z.string(), {}],
    ['must be true or false, not a text', z.boolean(), 'yes'],
    ['must be an object, not a list', z.object({}), []],
    ['must be a list, not null', z.array(z.string()), null],
    ['must be "female"', z.literal('female'), 'f'],
    ['must be one of "male", "female"', z.enum(['male', 'female']), 'f'],
    ['must not be empty', z.string().min(1), ''],
    ['must have at least 8 characters', z.string().min(8), 'short'],
    ['must have at most 1 entry', z.array(z.int()).max(1), [1, 2]],
    ['must be at least 1', z.number().min(1), 0],
    ['must be more than 0', z.number().positive(), 0],
    ['must be at most 100', z.number().max(100), 101],
    ['must be a multiple of 5', z.number().multipleOf(5), 7],
    ['must be a URL', z.url(), 'here'],
    ['must be a UUID', z.uuid(), '7'],
    ['must match /^[A-Z]{2}$/', z.string().regex(/^[A-Z]{2}$/), 'gb'],
    ['takes two capitals', z.string().regex(/^[A-Z]{2}$/, 'takes two capitals'), 'gb'],
  ])('is told in plain words: %s', (sentence, schema, value) => {
    expect(schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([sentence]);
  });
});
