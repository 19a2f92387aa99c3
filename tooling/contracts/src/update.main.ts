import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeImposters } from '#tooling/stubs';
import { PACTS } from '#tooling/pacts';
import { command } from './command.js';
import { writePacts } from './write-pacts.js';

await command(
  'Accepts the pacts that the specs of consumers (all, or those named) write, and regenerates the imposters.',
  { pacts: { about: 'the folder of the accepted pacts', default: PACTS } },
  async ({ pacts }, consumers) => {
    const { passed, written } = writePacts(consumers, pacts);
    if (!passed) return { well: 0, of: written.length, what: 'pacts are accepted, because a spec failed' };
    for (const { file, text } of written) {
      if (text === undefined) rmSync(join(pacts, file));
      else writeFileSync(join(pacts, file), text);
    }
    const lines = written.map(({ file, text, changes }) =>
      text === undefined
        ? `${file} is deleted, because no spec writes it`
        : [`${file}${changes.length ? '' : ' is unchanged'}`, ...changes].join('\n  '),
    );
    lines.push(`${writeImposters()} imposters are generated from the pacts`);
    return { well: written.length, of: written.length, what: 'pacts are accepted', lines };
  },
);
