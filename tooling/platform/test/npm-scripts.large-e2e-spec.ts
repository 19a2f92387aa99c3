import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository, pactOn } from '#tooling/testing';
import { DIST, ROOT } from '../src/paths.js';

/** What a command has shown. */
interface Shown {
  code: number;
  stdout: string;
  stderr: string;
}

interface Script {
  name: string;
  main: string;
  /** The arguments that stand in package.json. */
  preset: string[];
}

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const BUILT = /^node tooling\/run\.ts (?:--built )?([\w-]+)\/([\w-]+)([^&]*)/;
const SOURCE = /^node (tooling\/\S+\.main\.ts)([^&]*)/;

function scriptOf([name, line]: [string, string]): Script | undefined {
  const [, room = '', command, built = ''] = BUILT.exec(line) ?? [];
  const [, source = '', rest = built] = SOURCE.exec(line) ?? [];
  const main = command ? join(DIST, 'tooling', room, 'src', `${command}.main.js`) : join(ROOT, source);
  return command || source ? { name, main, preset: rest.split(' ').filter(Boolean) } : undefined;
}

/** Runs a command once for each command line, and prints what came of each: most of the time of a process is its start. */
const RUNS_EACH = `
  import { pathToFileURL } from 'node:url';
  const [main, lines] = process.argv.slice(1);
  const shown = [];
  const streams = ['stdout', 'stderr'].map((name) => [name, process[name], process[name].write]);
  process.on('exit', () => {
    for (const [, stream, write] of streams) stream.write = write;
    process.exitCode = 0;
    process.stdout.write(JSON.stringify(shown));
  });
  for (const [at, args] of JSON.parse(lines).entries()) {
    const result = { code: 0, stdout: '', stderr: '' };
    for (const [name, stream] of streams) stream.write = (text) => (result[name] += text) !== '';
    process.argv = [process.execPath, main, ...args];
    process.exitCode = 0;
    await import(pathToFileURL(main).href + '?' + at);
    shown.push({ ...result, code: process.exitCode });
  }`;

/** Prints every module of a service that is loaded. */
const REPORTS_SERVICES = `data:text/javascript,
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { if (/dist.apps.*(?<!job.js)$/.test(url)) console.error(url); return next(url, context); } });`;

/** What a name, a number or a path may be, but nothing is. */
const UNKNOWN = 'no-such/thing';
/** What may have any value: a text to look for, a name that git resolves, and folders and addresses that may come to exist. */
const ANYTHING = ['ID', 'COMMIT', 'REVISION', 'DIR', 'URL'];

const all = Object.entries(scripts).map(scriptOf);
const commands = all.filter((script) => script !== undefined);

const REFUSAL = /^.+[.?]\nUsage: npm .*\n(?: {7}npm .*\n)*$/;
const isRefused = ({ code, stdout, stderr }: Shown): boolean =>
  code === 2 && stdout === '' && REFUSAL.test(stderr);

/** Command lines with one unknown value, for each argument and option that `--help` describes. */
function wrongValues(help: string): string[][] {
  const described = [...help.matchAll(/^ {2}(?:(--[\w-]+)(?: |$))?([A-Z]\S*)?/gm)];
  return described.flatMap(([, option, value = '']) => {
    if (!value || ANYTHING.includes(value)) return [];
    if (help.includes(' FILE...') && value === 'FILE') return []; // each is tried, and told alone
    return [option ? [option, UNKNOWN] : [UNKNOWN]];
  });
}

// Each case starts several processes.
describe('the scripts of package.json', () => {
  let tried = 0;
  let repository: GitRepository;
  beforeAll(() => {
    repository = new GitRepository();
    for (const file of ['contracts/environments.json', '.github/workflows/ci.yml'])
      repository.write(file, readFileSync(join(ROOT, file), 'utf8'));
    repository.commit([pactOn('shop', 'lamps', 'watts')], 'shop', 'lamps');
  });
  afterEach(() => void repository.git('clean', '--force', '-d', '--quiet'));
  afterAll(() => {
    repository.remove();
    console.log(`${commands.length} commands print their usage, and refuse ${tried} wrong command lines`);
  });

  const node = (name: string, ...args: string[]) =>
    new Promise<Shown>((resolve) => {
      const { INIT_CWD: _callersFolder, ...env } = process.env;
      const options = { cwd: repository.folder, env: { ...env, npm_lifecycle_event: name } };
      execFile(process.execPath, ['--import', REPORTS_SERVICES, ...args], options, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  const run = ({ name, main, preset }: Script, ...given: string[]) => node(name, main, ...preset, ...given);
  const runEach = async ({ name, main, preset }: Script, given: string[][]) => {
    const lines = JSON.stringify(given.map((args) => [...preset, ...args]));
    const { stdout } = await node(name, '--input-type=module', '--eval', RUNS_EACH, main, lines);
    return JSON.parse(stdout) as Shown[];
  };

  it('are commands, but for the compiler, the tests and Prettier', () => {
    const others = Object.keys(scripts).filter((_, at) => !all[at]);
    expect(others).toEqual(['build', 'test', 'test:large', 'test:nightly', 'format']);
  });

  it.each(commands)(
    'npm run $name prints its usage, refuses what is wrong, and neither starts nor writes anything',
    async (script) => {
      const usage = new RegExp(String.raw`^(?:Usage:|      ) npm (?:run )?${script.name}(?: |$)`, 'm');
      const help = await run(script, '--help');
      expect(help).toEqual({ code: 0, stdout: expect.stringMatching(usage), stderr: '' });
      expect(help.stdout).toMatch(/^Usage: npm /);
      const wrong = [['--no-such-option'], ...wrongValues(help.stdout)];
      const shown = await runEach(script, wrong);
      for (const [at, args] of wrong.entries()) {
        // A command that ends its process, or asks whether it is the main module, must be alone.
        const seen = shown[at] && isRefused(shown[at]) ? shown[at] : await run(script, ...args);
        expect({ args, ...seen }).toEqual({
          args,
          code: 2,
          stdout: '',
          stderr: expect.stringMatching(REFUSAL),
        });
      }
      tried += wrong.length;
      expect(repository.git('status', '--porcelain')).toBe('');
    },
  );

  it('npm run names:import says how a file must be named', async () => {
    const { stdout } = await run(
      commands.find(({ name }) => name === 'names:import')!,
      '--help',
    );
    expect(stdout).toMatch(/FILE .*its name contains the word boys, male, girls or female: boys-2024\.csv/);
  });

  it.each([
    [['launcher/strat'], 'There is no command launcher/strat: did you mean launcher/start? Choose one of '],
    [['--biult', 'launcher/start'], "Unknown option '--biult'.\nUsage: node tooling/run.ts "],
  ])('node tooling/run.ts %p is refused before anything is compiled', (args, sentence) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'tooling/run.ts'), ...args], {
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr: stderr.slice(0, sentence.length) }).toEqual({
      status: 2,
      stdout: '',
      stderr: sentence,
    });
  });

  it.each([
    ['start', ['--scale', 'loyalti=3'], 'There is no service loyalti: did you mean loyalty? Choose one of '],
    ['dev', [], 'SERVICE is missing: choose one of catalog, '],
    ['migrate', [], 'DATABASE is missing: choose one of catalog, '],
    [
      'migrate',
      ['nosuch'],
      'There is no database nosuch: choose one of catalog, customers, email, finance, friends, loyalty, ',
    ],
    ['migrate', ['gateway'], 'gateway keeps nothing: it has no database, no events and no hospital. '],
    ['hospital', ['list', '--service', 'gateway'], 'gateway keeps nothing: '],
    [
      'hospital',
      ['list', '--service', 'nosuch'],
      'There is no service nosuch: choose one of catalog, customers, email, finance, friends, loyalty, ',
    ],
    ['events:replay', ['--to', 'gateway', '--since', '2026-07-01'], 'gateway keeps nothing: '],
    ['migrate', ['broker', '--decommission'], 'The broker cannot be decommissioned: choose one of catalog, '],
    ['names:import', [], 'FILE is missing.\nUsage: npm run names:import -- FILE... [OPTIONS]\n'],
    [
      'migrate',
      ['loyalty', '--port-offset', '1000'],
      "Unknown option '--port-offset': this command finds the ports of the run by its data folder.\nUsage: ",
    ],
    [
      'mails',
      ['--no-such-option'],
      "Unknown option '--no-such-option'.\nUsage: npm run mails -- [OPTIONS]\n",
    ],
    [
      'start',
      ['--scale', 'loyalty'],
      '--scale loyalty has no number: for two replicas, give --scale loyalty=2.\n',
    ],
    [
      'contracts:can-i-deploy',
      ['--to', 'prod'],
      'There is no environment prod: choose one of test, production.\n',
    ],
    ['mails', [], 'Nothing runs on .data: run `npm start` first, or name its folder with --data.\n'],
    ['drill', ['--off'], 'Nothing runs on .data, so no fault is on there.\n'],
    ['releases', ['--env', 'test', '--ledger', '/nowhere'], 'There is no folder /nowhere: check its path.\n'],
    ['backup', ['--data', '/nowhere', 'a.backup'], 'There is no folder /nowhere: check its path.\n'],
    ['reset', ['--data', '/nowhere'], 'There is no folder /nowhere: check its path.\n'],
    ['logs', ['an-id', '--data', '/nowhere'], 'There is no folder /nowhere: check its path.\n'],
    ['logs', ['an-id'], '.data holds no logs: run `npm start` first, or name another folder with --data.\n'],
    [
      'migrate',
      ['broker'],
      '.data holds no state: run `npm start` first, or name another folder with --data.\n',
    ],
    ['migrate', ['loyalty', '--data', 'apps'], 'apps holds no state: run `npm start -- --data apps` first'],
    [
      'start',
      ['--data', 'apps/shop/src/main.ts'],
      'REPOSITORY/apps/shop/src/main.ts is a file: name a folder with --data.\n',
    ],
    ['contracts:test', ['--pacts', '/nowhere'], 'There is no folder /nowhere: check its path.\n'],
    [
      'contracts:verify',
      ['shop'],
      'shop has no apps/shop/test/*.provider-pact-spec.ts: it needs one when a consumer has a pact with it.\n',
    ],
    ['names:import', ['apps/shop/src/main.ts'], 'Nothing runs on .data: run `npm start` first'],
  ])('npm run %s %p says what is wrong, and writes nothing', async (name, args, sentence) => {
    const { stderr } = await run(
      commands.find((script) => script.name === name)!,
      ...args,
    );
    const shown = stderr.replaceAll(repository.folder, 'REPOSITORY');
    expect(shown.slice(0, sentence.length)).toBe(sentence);
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});
