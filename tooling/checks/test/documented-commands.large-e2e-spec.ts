import { describe, expect, it } from '@jest/globals';
import { exec } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  commandFindings,
  documentedCommands,
  optionsAmong,
  parseNpmCommand,
} from '../src/docs/check-commands.js';
import { npmScripts } from '../src/docs/npm-scripts.js';

const ROOT = join(import.meta.dirname, '../../..');
const run = promisify(exec);

const FIXTURE = join(import.meta.dirname, 'fixtures/docs');

describe('the check of documented commands', () => {
  it('finds unknown scripts, options and files, arguments that npm does not pass on, and redirections', () => {
    expect(commandFindings(FIXTURE)).toEqual([
      'package.json: the script check runs tooling/checks/src/check.main.ts, which does not exist: correct its path',
      'docs/operations.md:3: npm run backupp -- monday.backup: package.json has no script backupp: correct the name',
      'docs/operations.md:7: npm start -- --split --colours: there is no option --colours: choose among --port-offset, --split',
      'docs/operations.md:8: npm run backup --data .data: npm does not pass on --data .data: put -- before',
      'docs/operations.md:9: npm start loyalty: npm does not pass on loyalty: put -- before',
      'docs/operations.md:10: npm run backup -- <file>: a shell takes <…> for a file: write what is to be filled in in capitals, or "…"',
      'docs/operations.md:13: npm run backup -- --dta .data: there is no option --dta: choose among --data, --port-offset, --split',
      'docs/operations.md:16: bash .ci/part k6: there is no file .ci/part: correct the path',
      'docs/operations.md:16: node dist/apps/customers/src/erased.main.js: there is no file apps/customers/src/erased.main.ts: correct the path',
      'observability/runbooks/target-down.md:1: npm run stop: package.json has no script stop: correct the name',
      'docs/operations.md:3: no script has the option --spilt: correct it',
      'tooling/launcher/src/start.main.ts:9: --why <reason>: a shell takes <…> for a file: write what is to be filled in in capitals, or "…"',
    ]);
  });

  it('reads shell blocks and inline code, not prose or other code', () => {
    const ofReadme = documentedCommands(FIXTURE).filter(({ page }) => page === 'README.md');
    expect(ofReadme.map(({ line, text }) => `${line}: ${text}`)).toEqual([
      '3: npm ci',
      '3: npm test -- loyalty -t "opens an account"',
      '3: npm start -- --split --port-offset 1000',
      '4: bash .ci/parts k6',
      '7: npm run --silent backup -- monday.backup --data .data',
      '9: npm test',
      '10: node dist/apps/customers/src/erase.main.js <erased.txt',
    ]);
  });
});

describe('the documented commands of this repository', () => {
  const shown = documentedCommands(ROOT).filter(({ text }) => text.startsWith('npm '));
  const calls = shown.map(({ text }) => parseNpmCommand(text));
  const scripts = [...npmScripts(ROOT).values()].filter(
    ({ name, options }) => options?.has('help') && calls.some((call) => call.name === name),
  );

  /** The options that the pages show for a script. */
  const optionsOf = (name: string): string[] =>
    calls.filter((call) => call.name === name).flatMap(({ passed }) => optionsAmong(passed));

  it.each(scripts)('print their usage and the documented options: $name', async ({ name, line }) => {
    const built = line
      .replace('tooling/run.ts ', 'tooling/run.ts --built ')
      .replace('--built --built', '--built');
    const { stdout } = await run(`${built} --help`, { cwd: ROOT });
    expect(stdout).toMatch(/^Usage: npm /);
    for (const option of optionsOf(name)) expect(stdout).toMatch(new RegExp(`--${option}\\b`));
  });

  it.each(['npm run break -- --list', 'npm run check -- words docs'])('succeed: %s', async (command) => {
    expect(shown.map(({ text }) => text)).toContain(command);
    await run(command, { cwd: ROOT });
  });
});
