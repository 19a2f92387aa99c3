import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from '#tooling/platform';
import { LAUNCH_OPTIONS, launchOptionsFrom } from '../src/launch-options.js';

const readOptions = (args: string[]) =>
  launchOptionsFrom(
    parseCommandLine({ name: 'npm start', about: '', options: LAUNCH_OPTIONS }, args).options,
  );

describe('the options of npm start', () => {
  it('are optional', () => {
    expect(readOptions([])).toMatchObject({ portOffset: 0, split: false, scale: new Map() });
  });

  it('take replicas of several services', () => {
    expect(readOptions(['--scale', 'loyalty=3', '--scale', 'email=2']).scale).toEqual(
      new Map([
        ['loyalty', 3],
        ['email', 2],
      ]),
    );
  });

  it('name what carries the events', () => {
    expect(readOptions(['--broker', 'rabbitmq']).broker).toBe('rabbitmq');
    expect(readOptions([])).not.toHaveProperty('broker');
  });

  it.each([
    [['--broker', 'rabitmq'], 'did you mean rabbitmq?'],
    [['--port-offset', '40000'], '--port-offset must be a whole number from 0 to 28000, not "40000".'],
    [['--scale', 'loyalty=none'], '--scale loyalty must be a whole number from 1 to 5, not "none".'],
    [['--scale', 'loyalty'], '--scale loyalty has no number: for two replicas, give --scale loyalty=2.'],
    [['--scale', 'loyalty='], '--scale loyalty has no number: for two replicas, give --scale loyalty=2.'],
    [['--scale', 'loyalti=3'], 'There is no service loyalti: did you mean loyalty? Choose one of '],
    [['--scale', '=3'], 'There is no service : choose one of '],
  ])('are refused when they are out of range, or name nothing: %p', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
