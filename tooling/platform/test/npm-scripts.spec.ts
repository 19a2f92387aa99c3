import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, ROOT } from '../src/paths.js';

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

/** Prints every module of a service that is loaded. */
const REPORTS_SERVICES = `data:text/javascript,
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { if (url.includes('/dist/apps/')) console.error(url); return next(url, context); } });`;

const all = Object.entries(scripts).map(scriptOf);
const commands = all.filter((script) => script !== undefined);

describe('the scripts of package.json', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'troupe-scripts-'))));
  afterAll(async () => {
    await rm(folder, { recursive: true });
    console.log(`${commands.length} of ${commands.length} commands print their usage`);
  });

  const run = ({ name, main, preset }: Script, option: string) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const args = ['--import', REPORTS_SERVICES, main, ...preset, option];
      const options = { cwd: folder, env: { ...process.env, npm_lifecycle_event: name } };
      execFile(process.execPath, args, options, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });

  it('are commands, but for the compiler and the tests', () => {
    const others = Object.keys(scripts).filter((_, at) => !all[at]);
    expect(others).toEqual(['build', 'test']);
  });

  it.each(commands)(
    'npm run $name prints its usage, and neither starts nor writes anything',
    async (script) => {
      const usage = new RegExp(String.raw`^(?:Usage:|      ) npm (?:run )?${script.name}(?: |$)`, 'm');
      const help = await run(script, '--help');
      expect(help).toEqual({ code: 0, stdout: expect.stringMatching(usage), stderr: '' });
      expect(help.stdout).toMatch(/^Usage: npm /);
      expect(await run(script, '--no-such-option')).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^.+\.\nUsage: npm /),
      });
      expect(await readdir(folder)).toEqual([]);
    },
  );
});
