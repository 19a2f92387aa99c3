import { DIST, patchedCopy } from '#tooling/platform';
import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tooDear } from '../src/services/costs.js';
import { costsOf, modulesOf } from '../src/services/services.js';

/** A service that works for a second when it is loaded, and keeps 40 MiB. */
function heavy(name: string): string {
  const folder = join(DIST, 'broken-services', `heavy-${name}`);
  patchedCopy(join(DIST, 'apps', name, 'src'), folder, {
    file: `${name}.module.js`,
    was: `export const ${name} = `,
    becomes: `
      const { user } = process.cpuUsage();
      while (process.cpuUsage().user < user + 1e6);
      export const kept = Buffer.alloc(40 * 2 ** 20, 1);
      export const ${name} = `,
  });
  return pathToFileURL(join(folder, `${name}.module.js`)).href;
}

it('finds a service that is slow to start and large', async () => {
  const modules = new Map([...modulesOf(['loyalty', 'friends', 'catalog']), ['friends', heavy('friends')]]);
  const found = tooDear([...modules.keys()], await costsOf(modules, 1));
  expect(found).toContainEqual(expect.stringMatching(/^friends costs [1-9].* s,/));
  expect(found).toContainEqual(expect.stringMatching(/^friends costs .* MiB,/));
});
