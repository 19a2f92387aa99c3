import { DURATION_BUCKETS, STEP_BUCKETS } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { check } from '../src/check.js';
import { boundOf } from '../src/slo.js';
import { slosOf } from '../src/artefacts.js';
import { GET_PROMETHEUS, hasPromtool } from '../src/promtool.js';

const root = resolve('.');
const results = Object.entries(await check(root));
if (!hasPromtool()) console.warn(`SKIPPED promtool: it is not installed; ${GET_PROMETHEUS}`);

describe('observability', () => {
  it.each(results)('%s', (_, findings) => {
    expect(findings).toEqual([]);
  });

  it('has a histogram bucket for every latency objective', () => {
    const bounds = slosOf(root)
      .map(boundOf)
      .filter((bound) => bound !== undefined);
    expect(bounds.length).toBeGreaterThan(0);
    expect([...DURATION_BUCKETS, ...STEP_BUCKETS]).toEqual(expect.arrayContaining(bounds));
  });
});
