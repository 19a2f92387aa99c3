import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { perf } from '../src/perf.js';
import type { LoadResult } from '../src/result.js';
import { k6, withK6 } from './fixtures/with-k6.js';

withK6('a soak', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-soak-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('watches memory, open files and every table, and says of each whether it grows', async () => {
    const wanted = { scenario: 'birth', workload: 'soak', target: undefined, folder };
    await perf(k6, resolve('.'), process.env, { ...wanted, replaced: { SECONDS: '30', VUS: '20' } });
    const files = (await readdir(folder)).toSorted();
    const [html, json] = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const { growth = [] } = JSON.parse(json!) as LoadResult;
    const valueOf = (wanted: string) => growth.find(({ name }) => name.startsWith(wanted))?.value;
    expect(valueOf('memory of the services')).toBeGreaterThan(50);
    expect(valueOf('open files of the services')).toBeGreaterThan(10);
    expect(valueOf('broker: queues.delivery')).toBeGreaterThan(0);
    expect(valueOf('names-intake: messaging.outbox')).toBeGreaterThan(0);
    for (const { low, perHour, high } of growth) expect(low <= perHour && perHour <= high).toBe(true);
    expect(html).toContain('<h2>Growth</h2>');
  });
});
