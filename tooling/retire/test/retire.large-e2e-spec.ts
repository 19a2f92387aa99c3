import { ROOT } from '#tooling/platform';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RETIRED = 'reporting';

jest.setTimeout(480_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troupe-retired-'));
  run('git', 'clone', '--quiet', '--shared', ROOT, '.');
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @throws Error when the command fails, with what it said */
function run(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

function change(file: string, by: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, by(readFileSync(path, 'utf8')));
}

/** What a person does at the step, in the sources: the others are commands, or concern what runs. */
function take(step: string): void {
  const edited = /^remove \S+ from `unproved` in (?<flow>\S+)$|^remove what (?<file>\S+) does with /.exec(
    step,
  )?.groups;
  if (edited?.flow)
    change(edited.flow, (text) => text.replace(new RegExp(`^  ${RETIRED}:\n(?: {4}.*\n)+`, 'm'), ''));
  else if (edited?.file)
    change(edited.file, (text) => text.replace(new RegExp(`^.*\\b${RETIRED}\\b.*\n`, 'gm'), ''));
  else if (/^(?:git rm|npm run generate)/.test(step)) run('bash', '-euc', step);
}

it('leaves nothing of a service whose remaining steps were taken', () => {
  const steps = [...run('node', 'tooling/run.ts', 'retire/retire', RETIRED).matchAll(/^remaining (.*)$/gm)];
  expect(steps.length).toBeGreaterThan(4);
  for (const [, step] of steps) take(step!);
  run('npm', 'run', 'check', '--', 'generated', 'types', 'walls', 'unused');
  expect(() => run('node', 'tooling/run.ts', '--built', 'retire/retire', RETIRED)).toThrow(
    'There is no service',
  );
  expect(() =>
    run('git', 'grep', '--quiet', `apps/${RETIRED}/`, '--', 'apps', 'libs', 'tooling/*/src', 'test'),
  ).toThrow();
});
