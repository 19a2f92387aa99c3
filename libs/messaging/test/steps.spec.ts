import type { Tx } from '#libs/database';
import { Telemetry } from '#libs/telemetry';
import { message } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { AttemptMetrics } from '../src/attempt-metrics.js';
import { Exhausted, NoHandler } from '../src/diagnosis.js';
import { Refusal } from '../src/index.js';
import type { Handle, Work } from '../src/steps/handle.js';
import { handler } from '../src/steps/handler.js';
import { hospitalized, survivable } from '../src/steps/hospital.js';
import { atLeastOnce, onceInInbox } from '../src/steps/inbox.js';
import { HandlerTimeout, limited, Stopped } from '../src/steps/limit.js';
import { ErasureHeld } from '../src/erasure.js';
import { postponed } from '../src/steps/postpone.js';
import { retried } from '../src/steps/retry.js';
import { systemRuntime } from '../src/runtime.js';
import { recorded } from '../src/steps/trace.js';
import type { Claim, MessagingStore } from '../src/store.js';
import { ManualRuntime } from './fixtures/manual-runtime.js';

const TYPE = 'alpha.happened.v1';
const work = (changes: Partial<Work> = {}): Work => ({
  ...message(TYPE, {}),
  kind: 'event',
  type: TYPE,
  attempts: 0,
  errors: [],
  starts: 1,
  ...changes,
});

const done: Handle = async () => 'done';
const failing =
  (error: unknown): Handle =>
  async () => {
    throw error;
  };
const forEver: Handle = ({ signal }) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));

/** Steps over a store that records what it is told, and a clock of their own. */
function setting({ claim = 'done' as Claim, isDone = false, isForgotten = false } = {}) {
  const calls: string[] = [];
  const records = (name: string) => async () => void calls.push(name);
  const store = {
    inTransaction: (run: (tx: Tx) => Promise<unknown>) => run({} as Tx),
    afterCommit: (_: Tx, react: () => void) => react(),
    inbox: {
      enter: async () => claim,
      isDone: async () => isDone,
      clearStarts: records('clear starts'),
    },
    retries: {
      put: async (_: Tx, { attempts }: Work, delayMs: number, waitsFor = '') =>
        void calls.push(`attempt ${attempts} failed, next after ${delayMs} ms ${waitsFor}`.trim()),
      putOff: async ({ attempts }: Work, delayMs: number, waitsFor = '') =>
        void calls.push(`attempt ${attempts} of before, next after ${delayMs} ms ${waitsFor}`),
      remove: records('remove'),
    },
    hospital: {
      admit: async (_: Tx, { errors }: Work, { reason }: { reason: string }) =>
        void calls.push(`${reason}: ${JSON.stringify(errors.at(-1))}`),
    },
    erasures: { isForgotten: async () => isForgotten },
  } as unknown as MessagingStore;
  const telemetry = new Telemetry('beta', 'silent');
  const runtime = new ManualRuntime();
  const heard = { kind: 'heard', type: TYPE } as never;
  const metrics = new AttemptMetrics(
    telemetry.metrics,
    { said: [], heard: [heard], effects: [] },
    systemRuntime,
  );
  return { store, telemetry, runtime, metrics, calls };
}

describe('the inbox step', () => {
  it.each<[Claim, string[]]>([
    ['done', ['handled']],
    ['duplicate', []],
    ['erased', []],
  ])('passes an event on only when it is new: %s', async (claim, handled) => {
    const { store } = setting({ claim });
    const seen: string[] = [];
    const step = onceInInbox(store, new Map(), async () => (seen.push('handled'), 'done'));
    await expect(step(work())).resolves.toBe(claim);
    expect(seen).toEqual(handled);
  });

  it.each([
    ['of a first delivery', work(), []],
    ['that was delivered again', work({ starts: 2 }), ['clear starts']],
    ['of the retry table', work({ attempts: 1, lease: 'now' }), ['remove']],
    ['that an operator discharged from the hospital', work({ lease: 'now' }), ['remove']],
  ])('leaves nothing behind of a message %s', async (_, message, expected) => {
    const { store, calls } = setting();
    await onceInInbox(store, new Map(), done)(message);
    expect(calls).toEqual(expected);
  });

  it('removes an effect once it has ended', async () => {
    const { store, calls } = setting();
    await atLeastOnce(store, async () => (calls.push('ran'), 'done'))(work({ kind: 'effect' }));
    expect(calls).toEqual(['ran', 'remove']);
  });
});

describe('the retry step', () => {
  it('stores a failure for the next attempt', async () => {
    const { calls, ...core } = setting();
    await expect(retried(core, [1_000], failing(new Error('no')))(work())).resolves.toBe('retry');
    expect(calls).toEqual(['attempt 1 failed, next after 1000 ms']);
  });

  it.each([
    ['the end of the schedule', new Error('no'), 1, Exhausted],
    ['a refusal', new Refusal('thing.forbidden', 'Ask for something else.'), 0, Refusal],
    ['a stop', new Stopped('the service stops'), 0, Stopped],
  ])('lets %s pass', async (_, error, attempts, expected) => {
    const { calls, ...core } = setting();
    const step = retried(core, [1_000], failing(error));
    await expect(step(work({ attempts }))).rejects.toThrow(expected);
    expect(calls).toEqual([]);
  });

  it.each([
    [{ isDone: true }, 'duplicate'],
    [{ isForgotten: true }, 'erased'],
  ])('forgets a failure that does not matter any more: %j', async (state, outcome) => {
    const { calls, ...core } = setting(state);
    const person = work({ attributes: { datasubject: 'a person' } });
    await expect(retried(core, [1_000], failing(new Error('no')))(person)).resolves.toBe(outcome);
    expect(calls).toEqual(['remove']);
  });
});

describe('the step that puts messages off', () => {
  const SCHEDULE = [5_000, 30_000, 120_000, 600_000, 3_600_000];
  const DAY_MS = 20 * 4_355_000;
  const open = (wasCalled: boolean, cause?: Error) =>
    Object.assign(new Error('carrier: circuit open', { cause }), {
      openCircuit: { peer: 'carrier', wasCalled },
    });
  const outcomeOf = async (message: Work, error: Error) => {
    const { calls, ...core } = setting();
    const step = postponed(core, SCHEDULE, retried(core, SCHEDULE, failing(error)));
    return [await step(message), ...calls];
  };

  it('counts no attempt while the circuit of a peer is open', async () => {
    expect(await outcomeOf(work(), open(false))).toEqual([
      'circuit open',
      'attempt 0 failed, next after 5000 ms carrier',
    ]);
    const later = work({ attempts: 5, lease: 'now', waitedMs: 4_000_000 });
    expect(await outcomeOf(later, open(false))).toEqual([
      'circuit open',
      'attempt 5 of before, next after 300000 ms carrier',
    ]);
  });

  it('waits longer from time to time, and no longer than five minutes', async () => {
    const waits = [0, 5_000, 20_000, 299_000, 301_000, DAY_MS - 1].map(async (waitedMs) => {
      const [, call = ''] = await outcomeOf(work({ lease: 'now', waitedMs }), open(false));
      return Number(/after (\d+)/.exec(call)?.[1]) / 1000;
    });
    expect(await Promise.all(waits)).toEqual([5, 5, 20, 299, 300, 300]);
  });

  it('looks at an erasure that is held soon, then ever more seldom, and at the latest at its deadline', async () => {
    const next = async (waitedMs: number, forMs: number) => {
      const [outcome, call = ''] = await outcomeOf(work({ lease: 'now', waitedMs }), new ErasureHeld(forMs));
      return [outcome, Number(/after (\d+)/.exec(call)?.[1]) / 1000];
    };
    expect(await next(0, DAY_MS)).toEqual(['held', 5]);
    expect(await next(20_000, DAY_MS)).toEqual(['held', 20]);
    expect(await next(DAY_MS, DAY_MS)).toEqual(['held', 3600]);
    expect(await next(20_000, 1_000)).toEqual(['held', 1]);
  });

  it('counts no attempt of a message that was woken to find out whether the peer answers again', async () => {
    const called = work({ attempts: 1, lease: 'now', waitedMs: 20_000 });
    expect(await outcomeOf(called, open(true))).toContain('retry');
    expect(await outcomeOf({ ...called, waitsFor: 'mail' }, open(true))).toContain('retry');
    expect(await outcomeOf({ ...called, waitsFor: 'carrier' }, open(true))).toEqual([
      'circuit open',
      'attempt 1 of before, next after 20000 ms carrier',
    ]);
    const patient = { ...called, waitsFor: 'carrier', waitedMs: DAY_MS };
    expect(await outcomeOf(patient, open(true))).toContain('retry');
  });

  it('finds the open circuit behind another error', async () => {
    const wrapped = new Error('the order cannot be placed', { cause: open(false) });
    expect(await outcomeOf(work(), wrapped)).toContain('circuit open');
  });

  it('counts the attempt when the peer was called, and failed again', async () => {
    expect(await outcomeOf(work({ attempts: 1 }), open(true))).toEqual([
      'retry',
      'attempt 2 failed, next after 30000 ms carrier',
    ]);
  });

  it('counts attempts again after 20 times the length of the schedule, so that no message waits for ever', async () => {
    const message = work({ attempts: 1, lease: 'now', waitedMs: DAY_MS });
    expect(await outcomeOf(message, open(false))).toEqual([
      'retry',
      'attempt 2 failed, next after 30000 ms carrier',
    ]);
  });
});

describe('the hospital step', () => {
  it.each([
    ['a refusal', new Refusal('thing.forbidden', 'No.'), 'refused', 'Refusal', 'No.'],
    ['the last failure', new Exhausted('', { cause: new TypeError('no') }), 'exhausted', 'TypeError', 'no'],
  ])('admits %s, dated by the runtime', async (_, error, reason, name, text) => {
    const { calls, metrics, ...core } = setting();
    await expect(hospitalized(core, metrics, new Map(), failing(error))(work())).resolves.toBe('hospital');
    const failure = { at: '2026-01-01T00:00:00.000Z', error: name, message: text };
    expect(calls).toEqual(['remove', `${reason}: ${JSON.stringify(failure)}`]);
  });

  it('admits nothing that may still be mended', async () => {
    const { calls, metrics, ...core } = setting();
    await expect(hospitalized(core, metrics, new Map(), failing(new Error('down')))(work())).rejects.toThrow(
      'down',
    );
    expect(calls).toEqual([]);
  });

  it('starts a message three times, not more', async () => {
    await expect(survivable(done)(work({ starts: 3 }))).resolves.toBe('done');
    await expect(survivable(done)(work({ starts: 4 }))).rejects.toThrow(/3 attempts started/);
  });
});

describe('the limit step', () => {
  it('ends an attempt at its limit, and counts it', async () => {
    const { runtime, metrics, telemetry } = setting();
    const step = limited({ runtime }, metrics, new Map([[TYPE, 50]]), new AbortController().signal, forEver);
    const ended = step(work()).catch((error: unknown) => error);
    await runtime.pass(49);
    await runtime.pass(1);
    expect(await ended).toBeInstanceOf(HandlerTimeout);
    const { body } = await telemetry.metrics.scrape();
    expect(body).toContain(`messaging_handler_timeouts_total{event="${TYPE}",service="beta"} 1`);
  });

  it('ends an attempt when the service stops, whatever its handler throws then', async () => {
    const { runtime, metrics } = setting();
    const stopping = new AbortController();
    const step = limited({ runtime }, metrics, new Map(), stopping.signal, (one) =>
      forEver(one).catch(() => {
        throw new Error('ended by the signal');
      }),
    );
    const ended = step(work());
    stopping.abort(new Stopped('the service stops'));
    await expect(ended).rejects.toThrow(Stopped);
  });
});

describe('the other steps', () => {
  it('know no handler of an undeclared type, and count it under no name of its own', async () => {
    const { telemetry, metrics } = setting();
    await expect(handler(telemetry, new Map(), new Map())(work())).rejects.toThrow(NoHandler);
    await recorded(metrics, async () => 'hospital')(work({ type: 'alpha.invented.v1' }));
    const { body } = await telemetry.metrics.scrape();
    expect(body).toContain('messaging_processed_total{event="_OTHER",outcome="hospital",service="beta"} 1');
    expect(body).not.toContain('invented');
  });
});
