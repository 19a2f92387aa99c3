import { describe, expect, it } from '@jest/globals';
import { checkPortsAreReachable, checkPortsDiffer, LARGEST_OFFSET, portsInUse } from '../src/ports.js';

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

describe('ports that no browser connects to', () => {
  const services = [
    { name: 'monitor', port: 4000 },
    { name: 'loyalty', port: 4006 },
  ];
  const check = (offset: number) => () => checkPortsAreReachable(services, offset);

  it.each([
    [2000, 'Port 6000 (monitor)', 2100],
    [6074, 'Port 10080 (loyalty)', 6174],
    [2566, 'Port 6566 (monitor)', 2766], // 2666 would make 6666
  ])('are refused before anything starts: offset %d', (offset, port, other) =>
    expect(check(offset)).toThrow(
      `${port} is one that browsers and fetch refuse to connect to: choose another offset, such as --port-offset ${other}.`,
    ),
  );

  it.each([0, 100, 1000, 2100])('are not among those of offset %d', (offset) =>
    expect(check(offset)).not.toThrow(),
  );
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
