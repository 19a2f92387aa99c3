import { Telemetry } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { Circuits } from '../src/circuits.js';
import type { MessagingStore } from '../src/store.js';
import { ManualRuntime } from './fixtures/manual-runtime.js';

/** Circuits over a store that records how many messages it is to make due, and when, in seconds since the start. */
function setting({ failures = 0 } = {}) {
  const runtime = new ManualRuntime();
  const began = runtime.now();
  const asked: [second: number, peer: string, most: number][] = [];
  let woken = 0;
  let remaining = failures;
  const retries = {
    hastenFor: async (peer: string, most: number) => {
      asked.push([(runtime.now() - began) / 1000, peer, most]);
      if (remaining-- > 0) throw new Error('the database is down');
      return 1;
    },
  };
  const core = {
    store: { retries } as unknown as MessagingStore,
    telemetry: new Telemetry('beta', 'silent'),
    runtime,
  };
  return { circuits: new Circuits(core, () => woken++), runtime, asked, woken: () => woken };
}

describe('circuits', () => {
  it('make one message due when the peer may be called again, and others after pauses that double', async () => {
    const { circuits, runtime, asked, woken } = setting();
    circuits.opened('carrier', 5_000);
    await runtime.pass(200_000);
    expect(asked).toEqual([5, 15, 35, 75, 135, 195].map((second) => [second, 'carrier', 1]));
    expect(woken()).toBe(6);
  });

  it('make everything due that waited once the circuit closes, and nothing afterwards', async () => {
    const { circuits, runtime, asked } = setting();
    circuits.opened('carrier', 5_000);
    circuits.opened('smtp', 5_000);
    await runtime.pass(1_000);
    circuits.closed('carrier');
    await runtime.pass(5_000);
    expect(asked).toEqual([
      [1, 'carrier', 10_000],
      [5, 'smtp', 1],
    ]);
  });

  it('try again to make messages due while the database is down', async () => {
    const { circuits, runtime, asked, woken } = setting({ failures: 2 });
    circuits.closed('carrier');
    await runtime.pass(0);
    await new Promise(setImmediate);
    await runtime.pass(10_000);
    expect(asked.map(([second]) => second)).toEqual([0, 1, 2]);
    expect(woken()).toBe(1);
  });

  it('do nothing after the service has stopped', async () => {
    const { circuits, runtime, asked } = setting();
    circuits.opened('carrier', 5_000);
    circuits.stop();
    await runtime.pass(60_000);
    expect(asked).toEqual([]);
  });
});
