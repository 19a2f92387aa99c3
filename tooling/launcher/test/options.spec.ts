import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../src/options.js';

describe('the options of npm start', () => {
  it('are optional', () => {
    expect(readOptions([])).toMatchObject({ portOffset: 0, split: false, scale: new Map(), dev: undefined });
  });

  it('take replicas of several services', () => {
    expect(readOptions(['--scale', 'loyalty=3', '--scale', 'email=2']).scale).toEqual(
      new Map([
        ['loyalty', 3],
        ['email', 2],
      ]),
    );
  });

  it.each([
    [['--port-offset', '40000'], '--port-offset wants a whole number from 0 to 28000, not "40000".'],
    [['--scale', 'loyalty=none'], '--scale loyalty wants a whole number from 1 to 20, not "none".'],
    [['--scale', 'loyalty'], '--scale loyalty wants a whole number from 1 to 20, not "".'],
  ])('are refused when they make no sense: %p', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
