import { heard, total, Totals } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { MessagingStore } from '../src/store.js';

const lit = heard('lamp.lit.v1', z.object({}), { from: 'lamps' });
const dimmed = heard('lamp.dimmed.v1', z.object({}), { from: 'lamps' });
const Lights = total('lights', [lit, dimmed]);

describe('a total', () => {
  const setting = () => {
    const committed: (() => void)[] = [];
    const store = { afterCommit: (_tx, work) => void committed.push(work) } as MessagingStore;
    const telemetry = new Telemetry('moths', 'error');
    const totals = new Totals({ store, telemetry }, [Lights]);
    const difference = async () =>
      /^unreconciled_events\{.*total="lights".*\} (-?\d+)/m.exec(
        (await telemetry.metrics.scrape()).body,
      )?.[1];
    return { totals, difference, commit: () => committed.splice(0).forEach((work) => work()) };
  };

  it('differs by each event that a handler takes as done and no rule acts on', async () => {
    const { totals, difference, commit } = setting();
    expect(await difference()).toBe('0');
    for (const type of [lit.type, dimmed.type]) totals.handled(type);
    totals.add({} as never, Lights);
    commit();
    expect(await difference()).toBe('1');
  });

  it('counts what was committed, and no event of another type', async () => {
    const { totals, difference } = setting();
    totals.add({} as never, Lights); // rolled back
    totals.handled('lamp.broken.v1');
    expect(await difference()).toBe('0');
  });
});
