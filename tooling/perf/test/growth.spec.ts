import { eventually } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { growthOf, lineOf, type Series, summaryOf } from '../src/growth/growth.js';
import { slopeOf } from '../src/growth/slope.js';
import { tableSeries } from '../src/growth/tables.js';
import { type Look, seriesOf, Watch } from '../src/growth/watch.js';
import { seeded } from '../src/ratios/statistics.js';

const HOUR_S = 3_600;
const READINGS = 240;
const at = (reading: number) => (reading * HOUR_S) / READINGS;

/** An hour of readings; the function gets the share of the hour that has passed, and a random number from -1 up to 1. */
function series(value: (share: number, noise: number) => number): Series {
  const random = seeded(3);
  const readings = Array.from({ length: READINGS }, (_, reading) => ({
    atS: at(reading),
    value: value(reading / READINGS, 2 * random() - 1),
  }));
  return { name: 'memory', unit: 'MiB', allowed: { share: 0.1, amount: 10 }, readings };
}

describe('what grows in an hour', () => {
  it.each([
    ['a leak', series((share) => 300 + 100 * share), true],
    ['a leak in much noise', series((share, noise) => 300 + 100 * share + 50 * noise), true],
    [
      'a leak under the teeth of the garbage',
      series((share) => 300 + 100 * share + ((share * 300) % 60)),
      true,
    ],
    ['a leak that begins late', series((share) => 300 + 300 * Math.max(0, share - 0.5)), true],
    ['what is always the same', series(() => 300), false],
    ['noise', series((_, noise) => 300 + 50 * noise), false],
    ['the teeth of the garbage', series((share) => 300 + ((share * 300) % 60)), false],
    ['caches that fill at the beginning', series((share) => 300 + 200 * Math.min(1, 5 * share)), false],
    ['one high reading', series((share) => (share > 0.9 && share < 0.91 ? 900 : 300)), false],
    ['a little more', series((share) => 300 + 20 * share), false],
    ['less and less', series((share) => 300 - 100 * share), false],
  ])('is told of %s', (_, given, grows) => {
    const found = growthOf(given);
    expect({ ...found, grows: found.grows }).toMatchObject({ grows });
    expect(found.low).toBeLessThanOrEqual(found.perHour);
    expect(found.high).toBeGreaterThanOrEqual(found.perHour);
  });

  it('is said in one line', () => {
    const [leak, flat] = [series((share) => 300 + 100 * share), series(() => 300)].map(growthOf);
    const line = 'memory: 398 MiB, 100 an hour [100, 100]: GROWS';
    expect(lineOf(leak!)).toBe(line);
    expect(summaryOf([leak!, flat!])).toBe(`${line}\n1 of 2 series are flat`);
  });

  it('cannot be told of two readings', () => {
    expect(() =>
      slopeOf([
        { atS: 0, value: 1 },
        { atS: 1, value: 2 },
      ]),
    ).toThrow('A slope needs three readings, not 2: let the run be longer.');
  });
});

describe('what grows of a table', () => {
  const sizes = (bytes: (share: number) => number, rows: (share: number) => number) =>
    Array.from({ length: READINGS }, (_, reading) => ({
      atS: at(reading),
      bytes: bytes(reading / READINGS),
      rows: rows(reading / READINGS),
    }));
  const judged = (readings: ReturnType<typeof sizes>) => growthOf(tableSeries('orders: order', readings));

  it.each([
    [
      'a queue whose pages become more',
      sizes(
        (share) => 1e6 + 1e8 * share,
        () => 10,
      ),
      true,
    ],
    [
      'a queue',
      sizes(
        () => 1e6,
        (share) => 10 + ((share * 500) % 40),
      ),
      false,
    ],
    [
      'rows that are kept',
      sizes(
        (share) => 1e6 + 1e8 * share,
        (share) => 1e3 + 1e5 * share,
      ),
      false,
    ],
    [
      'rows that are kept and become bloated',
      sizes(
        (share) => 1e6 + 1e8 * share ** 2,
        (share) => 5e3 + 1e4 * share,
      ),
      true,
    ],
  ])('is told of %s', (_, readings, grows) => {
    expect(judged(readings).grows).toBe(grows);
  });
});

it('tells apart which one grows', () => {
  const looks = Array.from({ length: READINGS }, (_, reading): Look => {
    const queue = { table: 'broker: queues.delivery', bytes: 1e6, rows: 3 };
    const retry = { table: 'email: messaging.retry', bytes: 1e6 + 1e5 * reading, rows: 3 };
    return { atS: at(reading), mib: 300, files: 80 + reading, tables: [queue, retry] };
  });
  const found = seriesOf(looks).map(growthOf);
  expect(found.filter(({ grows }) => grows).map(({ name }) => name)).toEqual([
    'open files of the services',
    'email: messaging.retry',
  ]);
  expect(found).toHaveLength(4);
});

const itOnLinux = process.platform === 'linux' ? it : it.skip;

itOnLinux('a watch looks again after a look that failed, and tells why nothing could be read', async () => {
  const watch = Watch.start(2 ** 30, 'postgres://127.0.0.1:9/none', 0.01); // no process has this number
  await eventually(() => watch['failures'].length > 1);
  await expect(watch.stop()).rejects.toThrow('ENOENT');
});
