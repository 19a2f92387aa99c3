import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mock } from 'node:test';
import { PostgresConsumer } from '../src/engines/postgres-consumer.js';
import { GATHER_MS, INTERVALS } from '../src/engines/postgres-intervals.js';

describe('A consumer', () => {
  let fetches: number;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    fetches = 0;
  });
  afterEach(() => {
    mock.timers.reset();
  });

  /** One that has found its queue empty. */
  async function waiting(gatherMs: number): Promise<PostgresConsumer> {
    const connection = {
      query: async ({ name }: { name?: string }) => {
        if (name === 'take') fetches++;
        return { rows: [] };
      },
    };
    const intervals = { ...INTERVALS, gatherMs };
    const consumer = new PostgresConsumer(
      connection as never,
      { unsettled: 0 } as never,
      intervals,
      () => {},
    );
    consumer.start(10, () => {});
    await consumer['fetched'];
    expect(fetches).toBe(1);
    return consumer;
  }

  it('fetches a message as soon as it is announced', async () => {
    (await waiting(0)).notified('1');
    expect(fetches).toBe(2);
  });

  it('that may hear late fetches at once what is announced within a moment', async () => {
    const consumer = await waiting(GATHER_MS);
    consumer.notified('1');
    mock.timers.tick(GATHER_MS - 1);
    consumer.notified('2');
    expect(fetches).toBe(1);
    mock.timers.tick(1);
    expect(fetches).toBe(2);
  });
});
