import { describe, expect, it } from '@jest/globals';
import { checkPortsDiffer, LARGEST_OFFSET, portsInUse } from '../src/ports.js';

describe('the ports of services', () => {
  const loyalty = { name: 'loyalty', port: 4006 };
  const check = (port: number) => () =>
    checkPortsDiffer([loyalty, { name: 'stars', port }], [{ name: 'smtp', port: 4080 }]);

  it('differ', () => expect(check(4031)).not.toThrow());

  it.each([
    [
      4006,
      'loyalty and stars both have port 4006: choose another for the new one, in apps/SERVICE/src/SERVICE.module.ts.',
    ],
    [4080, 'stars and smtp both have port 4080: '],
    [4090, 'stars and PostgreSQL both have port 4090: '],
  ])('are refused when another one has them: %d', (port, sentence) => expect(check(port)).toThrow(sentence));
});

describe('ports that are in use', () => {
  it.each([
    [0, 100],
    [100, 200],
    [27_950, 50],
    [LARGEST_OFFSET, 100],
  ])('lead to another offset than %d', (used, suggested) =>
    expect(portsInUse(['4006 (loyalty)'], used)).toBe(
      `Port 4006 (loyalty) is in use: stop the program that listens there, or move all ports with --port-offset ${suggested}.`,
    ),
  );
});
