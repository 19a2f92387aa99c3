import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACTS } from '#tooling/pacts';
import { writeFiles } from '#tooling/platform';
import { imposterFiles } from '#tooling/stubs';
import { command } from './command.js';
import { writePacts } from './write-pacts.js';

await command(
  'Accepts what the specs of consumers (all, or those named) write now, and makes the imposters anew.',
  { pacts: { about: 'the folder of the accepted pacts', default: PACTS } },
  async ({ pacts }, consumers) => {
    const { passed, written } = writePacts(consumers, pacts);
    if (!passed) return { well: 0, of: written.length, what: 'pacts are accepted: a spec failed' };
    for (const { file, text } of written) {
      if (text === undefined) rmSync(join(pacts, file));
      else writeFileSync(join(pacts, file), text);
    }
    const lines = written.map(({ file, text, changes }) =>
      text === undefined
        ? `${file} is gone: no spec writes it`
        : [`${file}${changes.length ? '' : ' is as before'}`, ...changes].join('\n  '),
    );
    const imposters = imposterFiles();
    writeFiles(imposters, '.');
    lines.push(`${Object.keys(imposters.texts).length} imposters are as their pacts say`);
    return { well: written.length, of: written.length, what: 'pacts are accepted', lines };
  },
);
