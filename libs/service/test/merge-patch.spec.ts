import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { mergePatch, mergePatchOf } from '../src/merge-patch.js';

const Lamp = z.strictObject({
  label: z.string().min(1),
  note: z.string().optional(),
  place: z.strictObject({ room: z.string(), shelf: z.string().optional() }).meta({ id: 'MergePatchPlace' }),
  tags: z.array(z.string()).default([]),
});
type Lamp = z.infer<typeof Lamp>;
const lamp: Lamp = { label: 'a', note: 'b', place: { room: 'c', shelf: 'd' }, tags: ['e', 'f'] };

describe('a merge patch', () => {
  it.each([
    ['a member', { label: 'x' }, { ...lamp, label: 'x' }],
    ['a member of an object', { place: { room: 'x' } }, { ...lamp, place: { room: 'x', shelf: 'd' } }],
    ['a whole list', { tags: ['x'] }, { ...lamp, tags: ['x'] }],
  ])('changes %s', (_what, patch, changed) => {
    expect(mergePatch(lamp, mergePatchOf(Lamp).parse(patch))).toEqual(changed);
  });

  it('removes by null what may be missing', () => {
    const patch = mergePatchOf(Lamp).parse({ note: null, place: { shelf: null } });
    const changed = mergePatch(lamp, patch);
    expect(Object.keys(changed)).not.toContain('note');
    expect(changed.place).toStrictEqual({ room: 'c' });
    expect(Lamp.parse(changed)).toStrictEqual(changed);
  });

  it('makes an object that was missing, and leaves what it changes as it was', () => {
    const before: { a?: { b?: number; c?: number } } = {};
    expect(mergePatch(before, { a: { b: 1, c: null } })).toStrictEqual({ a: { b: 1 } });
    expect(before).toStrictEqual({});
  });

  it.each([
    ['nothing', {}, []],
    ['nothing of an object', { place: {} }, ['place']],
    ['the removal of what must be there', { label: null }, ['label']],
    ['the removal of a required member of an object', { place: { room: null } }, ['place', 'room']],
    ['an invalid value', { label: '' }, ['label']],
  ])('cannot be %s', (_what, patch, path) => {
    expect(mergePatchOf(Lamp).safeParse(patch).error?.issues).toMatchObject([{ path }]);
  });

  it('sets no defaults', () => {
    expect(mergePatchOf(Lamp).parse({ label: 'x' })).toStrictEqual({ label: 'x' });
  });

  it('is described by a schema of its own', () => {
    expect(z.toJSONSchema(mergePatchOf(Lamp), { io: 'input' })).toMatchObject({
      minProperties: 1,
      properties: { place: { $ref: '#/$defs/MergePatchPlaceChange' } },
    });
  });

  it('is not made of a member that must be there and may be null', () => {
    expect(() => mergePatchOf(z.object({ at: z.string().nullable() }))).toThrow(
      'at may be null, but null removes it in a merge patch: make it optional instead',
    );
  });
});
