import { spawnSync } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unknownName } from './platform/src/from-source.ts';

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

/** What was compiled of sources that are gone: the compiler leaves it, and a service or a migration would still be found. */
function removeOrphans(): void {
  const cwd = join(root, 'dist');
  for (const folder of globSync('{apps,libs,tooling}/*/', { cwd }))
    if (!existsSync(join(root, folder))) rmSync(join(cwd, folder), { recursive: true });
  for (const file of globSync('{apps,libs,tooling}/*/src/**/*.js', { cwd }))
    if (!existsSync(join(root, file.replace(/js$/, 'ts'))) && !existsSync(join(root, file)))
      for (const one of [file, `${file}.map`]) rmSync(join(cwd, one), { force: true });
}

/** Ends this process with the usage when the first argument is no command. */
function checkCommand(command: string): void {
  const known = globSync('*/src/*.main.ts', { cwd: import.meta.dirname }).map((file) =>
    file.replace(/^([\w-]+)[\\/]src[\\/](.*)\.main\.ts$/, '$1/$2'),
  );
  if (known.includes(command)) return;
  const problem = command.startsWith('-')
    ? `Unknown option '${command}'.`
    : unknownName('command', command, known.sort());
  console.error(`${problem}\n${USAGE.split('\n', 1)[0]}`);
  process.exit(2);
}

/** Runs a command in this process, as if Node had been started with its file. */
async function run(command: string, args: string[]): Promise<void> {
  const [room = '', name = ''] = command.split('/');
  const main = join(root, 'dist/tooling', room, 'src', `${name}.main.js`);
  if (!existsSync(main)) {
    console.error(`${main} does not exist: run npm run build first.`);
    process.exit(1);
  }
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}

const args = process.argv.slice(2);
if (args[0] === '--help') {
  console.log(USAGE);
  process.exit();
}
const isBuilt = args[0] === '--built';
const [command, ...rest] = isBuilt ? args.slice(1) : args;
if (command !== undefined) checkCommand(command);
if (!isBuilt) build();
if (command) await run(command, rest);
