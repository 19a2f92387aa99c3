import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkPortsDiffer, ROOT, runCommand, staleFiles, writeFiles } from '#tooling/platform';
import { afterPass, changedBefore } from './passes.js';

/** Writes the files, or with `isCheck` only compares them. @returns the exit code */
async function generate(isCheck: boolean): Promise<number> {
  const { discoverServices } = await import('#libs/service');
  const { discoverThirdParties } = await import('#tooling/third-parties');
  const { generatedFiles } = await import('./generated.js');
  const { FLOWS_MODULE, unnamedIn } = await import('#tooling/flows');
  const [services, thirdParties] = await Promise.all([discoverServices(), discoverThirdParties()]);
  checkPortsDiffer(services, thirdParties);
  const generated = await generatedFiles(services, thirdParties, ROOT);
  const changed = isCheck ? staleFiles(generated, ROOT) : writeFiles(generated, ROOT);
  for (const { file, why } of changed) console.log(`${why.padEnd(9)}  ${file}`);
  if (!isCheck && changed.some(({ file }) => file === FLOWS_MODULE))
    return generateAgain(changed.map(({ file }) => file));
  const count = `${Object.keys(generated.texts).length} files follow from ${services.length} services`;
  if (!isCheck) for (const sentence of unnamedIn(services, ROOT)) console.warn(sentence);
  if (!isCheck) console.log(`${count}; ${changedBefore(process.env, changed).length} changed.`);
  else if (!changed.length) console.log(`${count}; all are current.`);
  else console.log(`${count}; ${changed.length} are not current: run npm run generate.`);
  return isCheck && changed.length ? 1 : 0;
}

/** What the monitor consumes follows from the flows, and other files follow from what it consumes. @returns the exit code */
function generateAgain(changed: string[]): number {
  console.log('The flows have changed: generating again what follows from them.');
  const arguments_ = [join(ROOT, 'tooling/run.ts'), 'generate/generate'];
  return (
    spawnSync(process.execPath, arguments_, { stdio: 'inherit', env: afterPass(process.env, changed) })
      .status ?? 1
  );
}

await runCommand(
  {
    name: 'npm run generate',
    about:
      'Writes every file that follows from the services: nest-cli.json, docker-compose.yml, deploy/kubernetes, observability/generated, the\n' +
      'documents and the catalogue in contracts/, stubs/, docs/configuration.md, docs/problems, .env.example, and sections of README.md,\n' +
      'docs/personal-data.md, docs/security.md and docs/outages.md.',
    options: {
      check: { about: 'writes nothing, names every file that is not current, and fails if there is one' },
    },
  },
  ({ check }) => generate(check),
);
