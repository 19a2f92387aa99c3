import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from '#tooling/platform';
import { LAUNCH_OPTIONS, launchOptionsFrom } from '../src/launch-options.js';

const readOptions = (args: string[]) =>
  launchOptionsFrom(
    parseCommandLine({ usage: 'npm start', about: '', options: LAUNCH_OPTIONS }, args).options,
  );

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
    [['--port-offset', '40000'], '--port-offset must be a whole number from 0 to 28000, not "40000".'],
    [['--scale', 'loyalty=none'], '--scale loyalty must be a whole number from 1 to 20, not "none".'],
    [['--scale', 'loyalty'], '--scale loyalty must be a whole number from 1 to 20, not "".'],
  ])('are refused when they are out of range: %p', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
