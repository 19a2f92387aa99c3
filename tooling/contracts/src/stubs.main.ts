import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { counted, DIST, staleFiles } from '#tooling/platform';
import { imposterFiles, IMPOSTERS, type ImposterResult, withRequests } from '#tooling/stubs';
import { command } from './command.js';
import { PATHS } from './path-options.js';

/** @throws Error with what Pact said when it could not try them */
async function verify(folder: string): Promise<ImposterResult[]> {
  const file = join(DIST, 'tooling/stubs/src/verify.js');
  const child = fork(file, [folder], { silent: true });
  const said = Promise.all([text(child.stdout!), text(child.stderr!)]);
  const results = once(child, 'message') as Promise<[ImposterResult[]]>;
  const [answer] = await Promise.race([results, once(child, 'close').then(() => [])]);
  if (!answer) throw new Error(`The imposters could not be tried: ${(await said).join('')}`);
  return answer;
}

await command(
  {
    name: 'npm run contracts:stubs',
    about:
      'Proves that the imposter of each pact with requests is current, answers as the pact says, and answers nothing else.',
    options: {
      pacts: PATHS.pacts,
      imposters: {
        value: 'DIR',
        about: 'the folder of the imposters',
        default: IMPOSTERS,
        isFolder: true,
        exists: 'folder',
      },
    },
  },
  async ({ pacts, imposters }) => {
    const stale = staleFiles(imposterFiles(withRequests(pacts), imposters), '.');
    const results = await verify(pacts);
    const interactions = results.reduce((sum, one) => sum + one.interactions, 0);
    const mutations = results.reduce((sum, one) => sum + one.mutations, 0);
    const proved = results.filter(({ mismatches }) => !mismatches.length).length;
    return {
      well: proved,
      of: results.length,
      what: `imposters are proved, on ${counted(interactions, 'interaction')} and ${counted(mutations, 'request')} that break a rule`,
      lines: [
        ...stale.map(({ file, why }) => `${file} is ${why}: run npm run generate`),
        ...results.flatMap(({ mismatches }) => mismatches),
      ],
      isWell: proved > 0 && proved === results.length && !stale.length,
      more: { interactions, mutations, stale },
    };
  },
);
