import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, UserError } from '../../platform/src/from-source.ts';
import { parse } from 'yaml';
import { outcomeRow, runCommands } from './ci-local/run-commands.ts';
import { planCommands, type PlannedCommand, type Workflow, WORKFLOW } from './ci-local/workflow.ts';

const LEDGER = 'contracts/ledger';

/** The environment without what npm, a git hook or a Pact Broker has set for another repository. */
const outside = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm|git|pact_broker)_/i.test(name)));

const env = outside(process.env);
const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trimEnd();

/** The workflow of the last commit. @throws UserError when there is none */
function workflowAt(root: string): Workflow {
  try {
    return parse(git(root, 'show', `HEAD:${WORKFLOW}`)) as Workflow;
  } catch (cause) {
    throw new UserError(`The last commit at ${root} has no ${WORKFLOW}: run this in a checkout.`, { cause });
  }
}

/** @throws UserError when there is no branch main to compare with */
function planAt(root: string, jobs: string[]): PlannedCommand[] {
  const branch = git(root, 'branch', '--show-current');
  const planned = planCommands(workflowAt(root), jobs, {
    'github.ref': `refs/heads/${branch}`,
    'github.ref_name': branch,
    'vars.ENVIRONMENT': process.env.ENVIRONMENT ?? '',
  });
  if (!git(root, 'branch', '--list', 'main'))
    throw new UserError(`${root} has no branch main to compare with: run git fetch origin main:main.`);
  return planned;
}

/** Runs the commands in a clone, whose origin is a copy too. @returns whether at least one command ran, and none failed */
function runInClone(root: string, planned: PlannedCommand[], folder: string): boolean {
  const [origin, clone] = [join(folder, 'origin.git'), join(folder, 'clone')];
  git(root, 'clone', '--quiet', '--bare', root, origin);
  git(root, 'clone', '--quiet', origin, clone);
  const main = git(clone, 'rev-parse', 'origin/main');
  const outcomes = runCommands(planned, clone, env);
  git(clone, 'add', '--all');
  const recorded = git(clone, 'diff', '--cached', '--name-only', '--diff-filter=AM', main, '--', LEDGER);
  console.log(`\n${outcomes.map(outcomeRow).join('\n')}`);
  console.log(`\nrecorded, in the clone that is now removed:\n${recorded || 'nothing'}`);
  return (
    outcomes.some(({ result }) => result === 'ok') && !outcomes.some(({ result }) => result === 'FAILED')
  );
}

/** @returns the exit code */
function main(root: string, jobs: string[]): number {
  const planned = planAt(root, jobs);
  const changes = git(root, 'status', '--porcelain');
  if (changes) console.log(`These changes are not committed, and therefore not checked:\n${changes}`);
  const folder = mkdtempSync(join(tmpdir(), 'ci-local-'));
  try {
    return runInClone(root, planned, folder) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main)
  await runCommand(
    {
      name: 'npm run ci:local',
      about: `Runs the commands of ${WORKFLOW} on the last commit in a fresh clone, and pushes nothing.`,
      args: [
        {
          name: 'JOB',
          about: 'the jobs; by default, all',
          repeated: true,
          optional: true,
          oneOf: () => Object.keys(workflowAt(process.cwd()).jobs),
        },
      ],
    },
    (_options, jobs) => {
      process.on('SIGINT', () => {}); // Ctrl-C ends the running command, and then this process
      return main(process.cwd(), jobs);
    },
  );
