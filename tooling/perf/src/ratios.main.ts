import { callersPath, runCommand, UsageError, wholeNumber } from '#tooling/platform';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { NAMES } from './ratios/names.js';

await runCommand(
  {
    name: 'npm run perf:ratios',
    about:
      'Compares what Troupe costs with honest baselines, side by side on this machine. Exits with 1 if a ratio is above its limit,\n' +
      'and with 3 if the machine was too restless to tell.',
    options: {
      quick: { about: 'only a read, a write and an event hop, in three minutes' },
      only: { value: 'WHAT', about: 'only this one', kind: 'ratio', oneOf: () => NAMES },
      births: {
        value: 'N',
        about: 'how many births come before memory is compared (R6)',
        default: '5000',
      },
      peer: {
        value: 'FILE',
        about: 'a program of others to compare with (S1), as docs/performance.md describes it',
        exists: 'file',
      },
      history: {
        value: 'FILE',
        about:
          'adds the ratios to this file of JSON lines, draws all nights in FILE.html, and fails when they become worse',
      },
      profiles: { value: 'DIR', about: 'writes CPU profiles of the processes there' },
    },
  },
  async ({ quick, only, births, peer: file, profiles, history: given }) => {
    const history = given && callersPath(given);
    if (history && !existsSync(dirname(history)))
      throw new UsageError(`--history ${given}: its folder does not exist.`);
    if (only === 'S1' && !file) throw new UsageError('S1 compares with a peer: give its file with --peer.');
    const { runRatios } = await import('./ratios/ratios.js');
    const { readPeer } = await import('./ratios/peer.js');
    return runRatios({
      isQuick: Boolean(quick),
      only,
      births: wholeNumber('--births', births, 1),
      peer: file === undefined ? undefined : await readPeer(callersPath(file)),
      profiles: profiles && callersPath(profiles),
      history,
    });
  },
);
