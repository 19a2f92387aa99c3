import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted, writeFiles } from '#tooling/platform';
import { command } from './command.js';
import { PATHS } from './path-options.js';
import { CONSUMERS } from './pact-specs.js';

await command(
  {
    name: 'npm run contracts:update',
    about: 'Accepts the pacts that the specs of consumers write, and regenerates the imposters.',
    options: { pacts: PATHS.pacts },
    names: CONSUMERS,
  },
  async ({ pacts }, consumers) => {
    const { imposterFiles } = await import('#tooling/stubs');
    const { writePacts } = await import('./write-pacts.js');
    const { passed, written } = await writePacts(consumers, pacts);
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
    const imposters = imposterFiles();
    writeFiles(imposters, '.');
    lines.push(
      `${counted(Object.keys(imposters.texts).length, 'imposter is', 'imposters are')} generated from the pacts`,
    );
    return { well: written.length, of: written.length, what: 'pacts are accepted', lines };
  },
);
