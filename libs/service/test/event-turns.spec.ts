import { eventually } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventTurns, hasTurn } from '../src/event-turns.js';
import { TrafficFile } from '../src/traffic-file.js';

const share = (release: string, percent: number) => ({ release, url: 'http://alpha', share: percent });
const BOTH = [share('v1', 75), share('v2', 25)];

describe('the turn of a release', () => {
  const turnsOf = (release: string | undefined, shares = BOTH) =>
    Array.from({ length: 100 }, (_, at) => hasTurn(shares, release, at * 100));

  it.each([
    ['v1', 75],
    ['v2', 25],
    ['v3', 0], // it is not listed yet, or not any more
    [undefined, 100],
  ])('of %s lasts for its share of a round', (release, percent) =>
    expect(turnsOf(release).filter(Boolean)).toHaveLength(percent),
  );

  it('is at each moment that of one release', () => {
    const [one, other] = [turnsOf('v1'), turnsOf('v2')];
    expect(one.map((turn, at) => turn !== other[at])).not.toContain(false);
  });

  it.each([['v1'], [undefined]])('of %s has no end when no other release is listed', (release) =>
    expect(turnsOf(release, [])).not.toContain(false),
  );

  it('of what was started without a deployment is that of v0', () =>
    expect(turnsOf(undefined, [share('v0', 0), share('v1', 100)])).not.toContain(true));
});

describe('a service', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'troupe-turns-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes events as the file says, and takes them all again when it is gone', async () => {
    const TRAFFIC_FILE = join(folder, 'traffic.json');
    const paused: boolean[] = [];
    const messaging = { pause: async (isPaused: boolean) => void paused.push(isPaused) };
    const traffic = new TrafficFile(TRAFFIC_FILE, { error: () => {} } as never);
    const write = (v1: number) =>
      writeFileSync(TRAFFIC_FILE, JSON.stringify({ alpha: [share('v1', v1), share('v2', 100 - v1)] }));
    write(0);
    const turns = new EventTurns('alpha', { TRAFFIC_FILE, RELEASE: 'v1' }, traffic, messaging);
    turns.start();
    try {
      expect(paused).toEqual([true]); // before it consumes for the first time
      write(100);
      await eventually(() => paused.at(-1) === false);
      write(0);
      await eventually(() => paused.at(-1) === true);
      rmSync(TRAFFIC_FILE);
      await eventually(() => paused.at(-1) === false);
    } finally {
      turns.stop();
    }
  });
});
