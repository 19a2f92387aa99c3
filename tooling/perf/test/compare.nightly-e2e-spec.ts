import { describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compare } from '../src/compare/compare.js';
import { fileOf } from '../src/compare/contenders.js';
import { measure } from '../src/compare/measure.js';

const MINUTES = 60_000;
jest.setTimeout(10 * MINUTES);

const SIZES = { warm: 20, perSecond: 20, seconds: 1, events: 60, kills: 1 };
const CARELESS = pathToFileURL(join(import.meta.dirname, 'fixtures/careless-contender.js')).href;
/** A wait for what never comes ends after this. */
const PATIENCE = { spareMs: 2_000 };

describe('the comparison', () => {
  it('sees what loses and doubles events', async () => {
    const { killed, eventsPerSecond } = await measure(CARELESS, SIZES, PATIENCE.spareMs);
    expect(eventsPerSecond).toBeGreaterThan(0);
    for (const { rows, lost, doubled, unfounded } of Object.values(killed!)) {
      expect(lost).toBeGreaterThanOrEqual(Math.floor(rows / 4) - 1);
      expect(doubled).toBeGreaterThan(0);
      expect(unfounded).toBe(0);
    }
  });

  it('sees that this platform loses and doubles nothing', async () => {
    const measured = await measure(fileOf('troupe-postgres'), SIZES);
    for (const { rows, ...wrong } of Object.values(measured.killed!)) {
      expect(rows).toBeGreaterThan(0);
      expect(wrong).toEqual({ lost: 0, doubled: 0, unfounded: 0 });
    }
    expect(measured.effectMs!.p50).toBeGreaterThan(0);
    expect(measured.processes.cpuMs).toBeGreaterThan(0);
  });

  it('names what it skips on a machine without RabbitMQ', async () => {
    const [said, printed] = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log')].map((spy) =>
      spy.mockImplementation(() => {}),
    );
    try {
      expect(await compare(['nest-rabbitmq'], true, false)).toBe(0);
      expect(said!.mock.calls.flat().join('\n')).toMatch(
        /^SKIPPED: nest-rabbitmq\. This machine has no RabbitMQ/,
      );
      expect(printed!.mock.calls.flat().join('\n')).toContain('skipped: no RabbitMQ');
    } finally {
      for (const spy of [said, printed]) spy!.mockRestore();
    }
  });
});
