import { discoverServices } from '#libs/service';
import { ROOT, staleFiles, UserError, writeFiles } from '#tooling/platform';
import { discoverThirdParties } from '#tooling/third-parties';
import { parseArgs } from 'node:util';
import { generatedFiles } from './generated.js';

const USAGE = `Usage: npm run generate [-- --check]

Writes every file that follows from the services: nest-cli.json, docker-compose.yml, observability/generated, the documents
and the catalogue in contracts/, stubs/, docs/configuration.md, .env.example, and sections of README.md and docs/security.md.

  --check  writes nothing, names every file that is not current, and fails if there is one`;

/** Writes the files, or with `isCheck` only compares them. @returns the exit code */
async function generate(isCheck: boolean): Promise<number> {
  const [services, thirdParties] = await Promise.all([discoverServices(), discoverThirdParties()]);
  const generated = await generatedFiles(services, thirdParties, ROOT);
  const changed = isCheck ? staleFiles(generated, ROOT) : writeFiles(generated, ROOT);
  for (const { file, why } of changed) console.log(`${why.padEnd(9)}  ${file}`);
  const count = `${Object.keys(generated.texts).length} files follow from ${services.length} services`;
  if (!isCheck) console.log(`${count}; ${changed.length} changed.`);
  else if (!changed.length) console.log(`${count}; all are current.`);
  else console.log(`${count}; ${changed.length} are not current: run npm run generate.`);
  return isCheck && changed.length ? 1 : 0;
}

/** @throws UserError with the usage, when an argument is unknown */
function readOptions(args: string[]): { check: boolean; help: boolean } {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args, options: { check: flag, help: flag } }).values;
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

try {
  const { check, help } = readOptions(process.argv.slice(2));
  if (help) console.log(USAGE);
  else process.exitCode = await generate(check);
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}
