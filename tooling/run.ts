import { spawnSync } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const USAGE = `Usage: node tooling/run.ts [--built] [ROOM/COMMAND [ARGUMENT...]]

Compiles what has changed and runs tooling/ROOM/src/COMMAND.main.ts in this process. Without a command it only compiles.

  --built  does not compile, for commands that must answer at once
  --help   prints this text`;

const root = join(import.meta.dirname, '..');

function build(): void {
  const compiler = join(root, 'node_modules/native-typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
  removeOrphans();
}

/** What was compiled of folders that are gone: the compiler leaves it, and a service would still be discovered by it. */
function removeOrphans(): void {
  const orphans = globSync('{apps,libs,tooling}/*/', { cwd: join(root, 'dist') });
  for (const folder of orphans.filter((one) => !existsSync(join(root, one))))
    rmSync(join(root, 'dist', folder), { recursive: true });
}

/** Runs a command in this process, as if Node had been started with its file. */
async function run(command: string, args: string[]): Promise<void> {
  const [room = '', name = ''] = command.split('/');
  const main = join(root, 'dist/tooling', room, 'src', `${name}.main.js`);
  if (!existsSync(main)) {
    console.error(`${main} does not exist: check the name ${command}, or run npm run build first.\n${USAGE}`);
    process.exit(2);
  }
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}

const args = process.argv.slice(2);
if (args[0] === '--help') {
  console.log(USAGE);
  process.exit();
}
if (args[0] === '--built') args.shift();
else build();
const [command, ...rest] = args;
if (command) await run(command, rest);
