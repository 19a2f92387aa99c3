import { callersPath, runCommand, UsageError, wholeNumber } from '#tooling/platform';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { NAMES } from './ratios/names.js';

const BIRTHS = 5_000;
/** What has processes of its own. */
const PROFILED = ['R1', 'R2', 'R4', 'S1'];

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
        about: `how many births come before memory is compared (R6); ${BIRTHS} unless given`,
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
      profiles: {
        value: 'DIR',
        about: `writes CPU profiles there of the processes of ${PROFILED.join(', ')}`,
      },
    },
  },
  async ({ quick, only, births, peer: file, profiles, history: given }) => {
    const history = given && callersPath(given);
    if (history && !existsSync(dirname(history)))
      throw new UsageError(`--history ${given}: its folder does not exist.`);
    if (only !== undefined && only !== 'S1' && file)
      throw new UsageError(`${only} needs no peer: leave --peer or --only out.`);
    if (births !== undefined && (quick || (only ?? 'R6') !== 'R6'))
      throw new UsageError('--births is for R6: leave --births out, or name R6 by --only or nothing.');
    if (profiles && only && !PROFILED.some((name) => only.startsWith(name)))
      throw new UsageError(`${only} has no processes of its own: leave --profiles or --only out.`);
    if (only === 'S1' && !file) throw new UsageError('S1 compares with a peer: give its file with --peer.');
    const { runRatios } = await import('./ratios/ratios.js');
    const { readPeer } = await import('./ratios/peer.js');
    return runRatios({
      isQuick: Boolean(quick),
      only,
      births: births === undefined ? BIRTHS : wholeNumber('--births', births, 1),
      peer: file === undefined ? undefined : await readPeer(callersPath(file), process.env),
      profiles: profiles && callersPath(profiles),
      history,
    });
  },
);
