import { command } from './command.js';
import { PATHS } from './path-options.js';
import { CONSUMERS } from './pact-specs.js';

await command(
  {
    name: 'npm run contracts:test',
    about: 'Runs the pact specs of consumers, and compares the pacts that they write with the accepted ones.',
    options: { pacts: PATHS.pacts },
    names: CONSUMERS,
  },
  async ({ pacts }, consumers) => {
    const { writePacts } = await import('./write-pacts.js');
    const { passed, written } = await writePacts(consumers, pacts);
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
