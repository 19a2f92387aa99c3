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
});
afterEach(async () => {
  await follower.stop();
  rmSync(paths.data, { recursive: true });
});

const follow = (isDetailed: boolean) => {
  follower = new LogFollower(paths, (line) => shown.push(line), { isDetailed, everyMs: 5 }).start();
};
const inProcess = (work: () => void) =>
  context.with(withCause(ROOT_CONTEXT, { correlationId: 'process-1', causationId: 'event-1' }), work);
const fail = (
  err: Error = new RangeError('there is no spoon'),
  event = 'customer.registered.v1',
  id = 'event-1',
) => inProcess(() => telemetry.log.warn({ event, event_id: id, attempts: 1, err }, 'an attempt failed'));
const giveUp = (error = 'RangeError', event = 'customer.registered.v1') =>
  inProcess(() =>
    telemetry.log.error(
      { event, event_id: 'event-1', attempts: 6, reason: 'exhausted', error },
      'a message went to the hospital',
    ),
  );
/** What is shown by the time that a last failure is. */
const shownUntilNow = async () => {
  fail(new Error('the last one'), 'last.v1');
  await eventually(() => shown.some((line) => line.includes('the last one')));
  return shown.filter((line) => !line.includes('the last one'));
};

describe('the console of npm start', () => {
  beforeEach(() => follow(false));

  it('shows the first failure of a handler in one line, with the command that helps, and no repetition', async () => {
    const err = new RangeError('there is no spoon');
    for (let attempt = 0; attempt < 3; attempt++) fail(err);
    fail(err, undefined, 'event-2');
    giveUp();
    expect(await shownUntilNow()).toEqual([
      'loyalty: customer.registered.v1 failed, and is tried again (RangeError: there is no spoon): ' +
        `npm run hospital -- show event-1 --data ${paths.data}`,
    ]);
  });

  it('shows each event, error and place apart, and a message that is given up at its first failure', async () => {
    fail();
    fail(new TypeError('there is no spoon'));
    fail(undefined, 'customer.erased.v1');
    giveUp('Refusal');
    giveUp('Refusal');
    const lines = (await shownUntilNow()).map((line) => line.replace(/ \(.*/, ''));
    expect(lines).toEqual([
      'loyalty: customer.registered.v1 failed, and is tried again',
      'loyalty: customer.registered.v1 failed, and is tried again',
      'loyalty: customer.erased.v1 failed, and is tried again',
      'loyalty: customer.registered.v1 was given up',
    ]);
  });

  it('shows a failure again when the service has started anew', async () => {
    const err = new RangeError('there is no spoon');
    fail(err);
    telemetry.log.info({ url: '' }, 'started');
    fail(err);
    expect(await shownUntilNow()).toHaveLength(2);
  });

  it('names the group when no shell takes the id, and shows nothing that moves the cursor', async () => {
    fail(new Error('a\u001b[2Jb\nc'), undefined, "'; rm -rf");
    expect(await shownUntilNow()).toEqual([
      'loyalty: customer.registered.v1 failed, and is tried again (Error: a [2Jb c): ' +
        `npm run hospital -- list --service loyalty --event customer.registered.v1 --data ${paths.data}`,
    ]);
  });

  it('shows no failure but those of handlers', async () => {
    telemetry.log.error({ err: new Error('no') }, 'a request failed');
    telemetry.log.warn({ event: 'customer.registered.v1' }, 'something else');
    expect(await shownUntilNow()).toEqual([]);
  });
});

describe('the console of npm run dev', () => {
  beforeEach(() => follow(true));

  it('shows the first failure of a handler with the commands that tell the rest, and no repetition', async () => {
    telemetry.log.info('all is well');
    const err = new RangeError('there is no spoon');
    fail(err);
    fail(err);
    const [first = '', ...others] = await shownUntilNow();
    expect(first).toMatch(/^loyalty: customer\.registered\.v1 failed.*npm run hospital -- show event-1/);
    expect(first).toContain(`npm run logs -- process-1 --data ${paths.data}`);
    expect(others).toEqual([]);
  });

  it('shows the place in the sources of a service', async () => {
    const err = {
      name: 'Error',
      message: 'no',
      stack: 'Error: no\n    at node:net:1\n    at award (/x/apps/loyalty/src/points.ts:42:7)',
    };
    telemetry.log.error({ err }, 'a request failed');
    await eventually(() => shown.length);
    expect(shown).toEqual([
      'loyalty: a request failed: Error: no\n      at award (/x/apps/loyalty/src/points.ts:42:7)',
    ]);
  });

  it('goes on after a line that is torn or no JSON, and after the log was rotated', async () => {
    appendFileSync(paths.logOf('loyalty'), 'Error: it died\n{"level":"error\n');
    fail();
    await eventually(() => shown.length === 1);
    truncateSync(paths.logOf('loyalty'));
    await eventually(() => {
      fail(undefined, `event-${Math.random()}.v1`);
      return shown.length > 1;
    });
  });
});
