import { PACTS } from '#tooling/pacts';
import { command } from './command.js';
import { writePacts } from './write-pacts.js';

await command(
  'Runs the pact specs of consumers (all, or those named), and compares their pacts with the accepted ones.',
  { pacts: { about: 'the folder of the accepted pacts', default: PACTS } },
  async ({ pacts }, consumers) => {
    const { passed, written } = writePacts(consumers, pacts);
    const changed = written.filter(({ changes }) => changes.length);
    const well = written.length - changed.length;
    return {
      well,
      of: written.length,
      what: 'pacts are as accepted',
      lines: changed.map(({ file, changes }) => [file, ...changes].join('\n  ')),
      isWell: passed && well > 0 && !changed.length,
      more: { specs: passed },
    };
  },
);
