import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';

const WORKFLOW = '.github/workflows/ci.yml';
const LEDGER = 'contracts/ledger';

type Variables = Record<string, string>;

/** A workflow of GitHub, as far as a laptop follows it. */
interface Workflow {
  env?: Variables;
  jobs: Record<string, { if?: string; env?: Variables; services?: object; steps: Step[] }>;
}

interface Step {
  /** None where the step is an action: here they bring what a laptop has. */
  run?: string;
  if?: string;
  env?: Variables;
}

/** A command of a job, with its variables. */
interface Planned {
  job: string;
  command: string;
  env: Variables;
  /** Why it is not run here, if so. */
  skipped: string | undefined;
}

interface Outcome extends Planned {
  how: 'ok' | 'FAILED' | 'skipped' | 'not run';
  /** Seconds. */
  took?: number;
}

/** What a workflow may ask of where it runs, by name. */
type Facts = Record<string, string>;

/** @throws Error when a laptop does not know it; it has neither variables nor secrets of the repository */
function valueOf(name: string, facts: Facts): string {
  const value = facts[name] ?? (/^(vars|secrets)\.\w+$/.test(name) ? '' : undefined);
  if (value === undefined) throw new Error(`${WORKFLOW} asks for ${name}, which is not known here`);
  return value;
}

const fill = (text: string, facts: Facts): string =>
  text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => valueOf(name, facts));

const fillAll = (env: Variables, facts: Facts): Variables =>
  Object.fromEntries(Object.entries(env).map(([name, text]) => [name, fill(text, facts)]));

/** Decides `a == 'x' && b != 'y' || …`. @throws Error when it is anything else */
function decide(condition: string, facts: Facts): boolean {
  const compare = (comparison: string): boolean => {
    const [, name = '', operator, text] = /^([\w.]+) ([!=]=) '([^']*)'$/.exec(comparison) ?? [];
    if (!operator) throw new Error(`${WORKFLOW} has an "if" that cannot be decided here: ${condition}`);
    return (valueOf(name, facts) === text) === (operator === '==');
  };
  const values = condition.split(' || ').map((all) => all.split(' && ').map(compare));
  return values.some((all) => all.every(Boolean));
}

/**
 * The commands of these jobs, or of all, in their order; one that stands in several jobs is there once.
 * @throws Error when there is no such job, or when it is not known what a step needs
 */
export function plan({ env: common = {}, jobs }: Workflow, wanted: string[], facts: Facts): Planned[] {
  const unknown = wanted.filter((job) => !Object.hasOwn(jobs, job));
  if (unknown.length)
    throw new Error(`no job ${unknown.join(', ')}: there are ${Object.keys(jobs).join(', ')}`);
  const planned = Object.entries(jobs)
    .filter(([job]) => !wanted.length || wanted.includes(job))
    .flatMap(([job, { if: wholly, env: own = {}, services, steps }]) =>
      steps.flatMap(({ run, if: singly, env = {} }): Planned[] => {
        if (run === undefined) return [];
        const unmet = [wholly, singly].find((one) => one !== undefined && !decide(one, facts));
        const skipped = services ? containersOf(job, services) : unmet && `not ${unmet}`;
        const variables = fillAll({ ...common, ...own, ...env }, facts);
        return [{ job, command: fill(run, facts).trim(), env: variables, skipped }];
      }),
    );
  const isSame = (one: Planned, other: Planned) => isDeepStrictEqual({ ...one, job: other.job }, other);
  return planned.filter((one, at) => planned.findIndex((other) => isSame(one, other)) === at);
}

/** What a job needs that is not here; the profile of docker-compose.yml has the job's name. */
const containersOf = (job: string, services: object): string =>
  `it needs containers: docker compose --profile ${job} up ${Object.keys(services).join(' ')}; docs/contracts.md`;

/** The environment without what npm or a git hook has told us of the repository that we were called in. */
const outside = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm|git|pact_broker)_/i.test(name)));

/** Runs commands one after the other until one fails, and answers how each went. */
function runAll(planned: Planned[], folder: string, env: NodeJS.ProcessEnv): Outcome[] {
  let hasFailed = false;
  return planned.map((one): Outcome => {
    if (hasFailed) return { ...one, how: 'not run' };
    console.log(`\n== ${one.job}: ${one.command}${one.skipped ? `\nskipped: ${one.skipped}` : ''}`);
    if (one.skipped) return { ...one, how: 'skipped' };
    const began = performance.now();
    const options = { cwd: folder, env: { ...env, CI: 'true', ...one.env }, stdio: 'inherit' } as const;
    hasFailed = spawnSync('bash', ['-e', '-c', one.command], options).status !== 0;
    return { ...one, how: hasFailed ? 'FAILED' : 'ok', took: (performance.now() - began) / 1000 };
  });
}

const row = ({ job, command, how, took }: Outcome): string =>
  [
    how.padEnd(7),
    (took === undefined ? '' : `${took.toFixed(1)} s`).padStart(9),
    job.padEnd(9),
    command,
  ].join('  ');

/**
 * Runs the commands of CI in a fresh clone of what is committed in `root`. Where the clone pushes to is a copy, too.
 * @returns whether they went well; none at all did not
 */
function main(root: string, wanted: string[]): boolean {
  const env = outside(process.env);
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trimEnd();
  const branch = git(root, 'branch', '--show-current');
  const planned = plan(parse(git(root, 'show', `HEAD:${WORKFLOW}`)) as Workflow, wanted, {
    'github.ref': `refs/heads/${branch}`,
    'github.ref_name': branch,
    'vars.ENVIRONMENT': process.env.ENVIRONMENT ?? '',
  });
  if (!git(root, 'branch', '--list', 'main'))
    throw new Error('there is no main to compare with: git fetch origin main:main');
  const changes = git(root, 'status', '--porcelain');
  if (changes) console.log(`these changes are not in it:\n${changes}`);

  const folder = mkdtempSync(join(tmpdir(), 'ci-local-'));
  try {
    const [origin, clone] = [join(folder, 'origin.git'), join(folder, 'clone')];
    git(root, 'clone', '--quiet', '--bare', root, origin);
    git(root, 'clone', '--quiet', origin, clone);
    const main = git(clone, 'rev-parse', 'origin/main');
    const outcomes = runAll(planned, clone, env);
    git(clone, 'add', '--all');
    const recorded = git(clone, 'diff', '--cached', '--name-only', '--diff-filter=AM', main, '--', LEDGER);
    console.log(`\n${outcomes.map(row).join('\n')}`);
    console.log(`\nrecorded, in the clone that is gone now:\n${recorded || 'nothing'}`);
    return outcomes.some(({ how }) => how === 'ok') && !outcomes.some(({ how }) => how === 'FAILED');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  process.on('SIGINT', () => {}); // it ends the command that runs, and then us
  process.exitCode = main(process.cwd(), process.argv.slice(2)) ? 0 : 1;
}
