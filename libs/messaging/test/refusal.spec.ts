import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { finalReason } from '../src/diagnosis.js';
import { MalformedMessage } from '../src/envelope.js';
import { InvalidInput, jsonPointer, Refusal } from '../src/refusal.js';

describe('a pointer to a field', () => {
  it.each([
    [undefined, ''],
    [[], ''],
    [['a'], '/a'],
    [['a', 0, 'b'], '/a/0/b'],
    [['a/b', 'c~d'], '/a~1b/c~0d'],
    [['~1'], '/~01'],
    [[{ key: 'a' }, { key: 2 }], '/a/2'],
    [[''], '/'],
  ])('of %j is %p', (path, expected) => {
    expect(jsonPointer(path)).toBe(expected);
  });
});

describe('invalid input', () => {
  it('names every field', () => {
    const { error } = z
      .object({ id: z.uuid(), sizes: z.array(z.int()) })
      .safeParse({ id: '', sizes: [1, 'two'] });
    expect(new InvalidInput('body', error?.issues ?? []).message).toMatch(/^\/id: .*; \/sizes\/1: .*/);
  });
});

describe('an error of an event handler', () => {
  it.each([
    [new Refusal('thing.no', 'No.'), 'refused'],
    [new InvalidInput('body', []), 'malformed'],
    [new MalformedMessage('torn'), 'malformed'],
    [new Error('later perhaps'), undefined],
    ['anything', undefined],
    [undefined, undefined],
  ])('%p is final for the reason %p', (error, reason) => {
    expect(finalReason(error)).toBe(reason);
  });
});
