import { ChildProcess, eventually, freePort, ROOT, staleFiles } from '#tooling/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverThirdParties } from '../src/discovery.js';
import { thirdPartyFiles } from '../src/imposter-files.js';

const MOUNTEBANK = join(ROOT, 'node_modules/mountebank/bin/mb');

describe('the imposters in stubs/third-parties', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'third-parties-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('are those of the third parties: otherwise run npm run generate', async () => {
    const generated = thirdPartyFiles(await discoverThirdParties());
    expect(Object.keys(generated.texts)).toContain('stubs/third-parties/carrier.json');
    expect(staleFiles(generated, ROOT)).toEqual([]);
  });

  it("are files that Mountebank's own command line takes", async () => {
    const imposter = JSON.parse(
      await readFile(join(ROOT, 'stubs/third-parties/carrier.json'), 'utf8'),
    ) as object;
    const [port, own] = [await freePort(), await freePort()];
    const file = join(folder, 'carrier.json');
    await writeFile(file, JSON.stringify({ ...imposter, port }));
    const args = [
      'start',
      '--configfile',
      file,
      '--port',
      `${own}`,
      '--nologfile',
      '--allowInjection',
      '--pidfile',
      join(folder, 'pid'),
    ];
    const mountebank = ChildProcess.start('Mountebank', process.execPath, [MOUNTEBANK, ...args]);
    try {
      const answer = await eventually(() => {
        mountebank.checkAlive();
        return fetch(`http://127.0.0.1:${port}/prices`);
      });
      expect(answer.status).toBe(501);
      expect(await answer.json()).toEqual({
        error: 'The parcel carrier accepts only POST /parcels and GET /parcels/{key}.',
      });
    } finally {
      await mountebank.stop();
    }
  });
});
