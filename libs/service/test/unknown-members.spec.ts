import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { nameUnknownMembers, withUnknown } from '../src/unknown-members.js';

interface Node {
  label: string;
  next?: Node;
}
const Node: z.ZodType<Node> = z.object({
  label: z.string(),
  get next() {
    return Node.optional();
  },
});
const part = z.object({ size: z.int() }).meta({ id: 'UnknownMembersPart' });
const strict = z.strictObject({ size: z.int() });

/** A schema of each kind with an object in it, and a value that has an unknown member there. */
const kinds: [kind: string, schema: z.ZodType, value: unknown, pointer: string[]][] = [
  ['an object', part, { size: 1, more: 2 }, ['more']],
  ['a strict object', strict, { size: 1, more: 2 }, ['more']],
  ['a member', z.object({ a: part }), { a: { size: 1, more: 2 } }, ['a', 'more']],
  ['a list', z.array(part), [{ size: 1, more: 2 }], ['0', 'more']],
  ['a tuple', z.tuple([part]), [{ size: 1, more: 2 }], ['0', 'more']],
  ['a record', z.record(z.string(), part), { a: { size: 1, more: 2 } }, ['a', 'more']],
  [
    'an optional member',
    z.object({ a: part.nullable().optional() }),
    { a: { size: 1, more: 2 } },
    ['a', 'more'],
  ],
  ['a refined object', part.refine(() => true), { size: 1, more: 2 }, ['more']],
  ['a transformed object', part.transform((one) => one), { size: 1, more: 2 }, ['more']],
  [
    'one of several objects',
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a') }),
      z.object({ kind: z.literal('b'), part }),
    ]),
    { kind: 'b', part: { size: 1, more: 2 } },
    ['part', 'more'],
  ],
  ['an object within itself', Node, { label: 'a', next: { label: 'b', more: 2 } }, ['next', 'more']],
  ['a lazy object', z.lazy(() => part), { size: 1, more: 2 }, ['more']],
];

async function pointersOf(schema: z.core.$ZodType, value: unknown): Promise<string[][]> {
  const result = await (schema as z.ZodType)['~standard'].validate(value);
  return nameUnknownMembers(result.issues ?? []).map(({ path = [] }) => path.map(String));
}

describe('an unknown member', () => {
  it.each(kinds)('of %s is refused, and named', async (_kind, schema, value, pointer) => {
    expect(await pointersOf(withUnknown('refused', schema), value)).toEqual([pointer]);
  });

  it.each(kinds)('of %s is ignored', async (_kind, schema, value) => {
    expect(await pointersOf(withUnknown('ignored', schema), value)).toEqual([]);
    const parsed = (withUnknown('ignored', schema) as z.ZodType).parse(value);
    expect(JSON.stringify(parsed)).not.toContain('more');
  });

  it('stays where the schema asks for it', async () => {
    const loose = z.looseObject({ size: z.int() });
    for (const unknown of ['refused', 'ignored'] as const)
      expect((withUnknown(unknown, loose) as z.ZodType).parse({ size: 1, more: 2 })).toEqual({
        size: 1,
        more: 2,
      });
  });

  it('is stated in the JSON schema, under the same ids', () => {
    const schema = z.object({ a: part });
    const $ref = '#/$defs/UnknownMembersPart';
    expect(z.toJSONSchema(withUnknown('refused', schema), { io: 'input' })).toMatchObject({
      properties: { a: { $ref } },
      additionalProperties: false,
      $defs: { UnknownMembersPart: { additionalProperties: false } },
    });
    expect(
      JSON.stringify(z.toJSONSchema(withUnknown('ignored', z.object({ strict })), { io: 'input' })),
    ).not.toContain('additionalProperties');
  });

  it('is named beside the other faults of a body', async () => {
    expect(await pointersOf(withUnknown('refused', strict), { 'a/b': 1, c: 2 })).toEqual([
      ['size'],
      ['a/b'],
      ['c'],
    ]);
  });
});
