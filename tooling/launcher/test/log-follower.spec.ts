import { Telemetry, withCause } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFollower } from '../src/log-follower.js';
import { StatePaths } from '../src/state-paths.js';

let paths: StatePaths;
let telemetry: Telemetry;
let shown: string[];
let follower: LogFollower;
beforeEach(() => {
  paths = new StatePaths(mkdtempSync(join(tmpdir(), 'log-follower-')));
  mkdirSync(paths.logs);
  telemetry = new Telemetry('loyalty', 'debug', { logTo: openSync(paths.logOf('loyalty'), 'a') });
  telemetry.log.error('of an earlier run');
  shown = [];
  follower = new LogFollower(paths, (line) => shown.push(line), 5).start();
});
afterEach(async () => {
  await follower.stop();
  rmSync(paths.data, { recursive: true });
});

const fail = () =>
  context.with(withCause(ROOT_CONTEXT, { correlationId: 'process-1', causationId: 'event-1' }), () => {
    const err = new RangeError('there is no spoon');
    telemetry.log.warn({ event: 'customer.registered.v1', attempts: 1, err }, 'an attempt failed');
  });

describe('the console of npm run dev', () => {
  it('shows a failure of a handler, where it happened, and the command that tells the rest', async () => {
    telemetry.log.info('all is well');
    fail();
    await eventually(() => shown.length);
    expect(shown).toEqual([
      expect.stringMatching(
        /^loyalty: an attempt failed \(customer\.registered\.v1, attempt 1\): RangeError: there is no spoon\n/,
      ),
    ]);
    expect(shown[0]).toContain(`npm run logs -- process-1 --data ${paths.data}`);
  });

  it('shows the place in the sources of a service', async () => {
    const err = {
      name: 'Error',
      message: 'no',
      stack: 'Error: no\n    at node:net:1\n    at award (/x/apps/loyalty/src/points.ts:42:7)',
    };
    telemetry.log.error({ err }, 'a message went to the hospital');
    await eventually(() => shown.length);
    expect(shown).toEqual([
      'loyalty: a message went to the hospital: Error: no\n      at award (/x/apps/loyalty/src/points.ts:42:7)',
    ]);
  });

  it('goes on after a line that is torn or no JSON, and after the log was rotated', async () => {
    appendFileSync(paths.logOf('loyalty'), 'Error: it died\n{"level":"error\n');
    fail();
    await eventually(() => shown.length === 1);
    truncateSync(paths.logOf('loyalty'));
    await eventually(() => {
      fail();
      return shown.length > 1;
    });
  });
});
