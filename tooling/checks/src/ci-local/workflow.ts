import { isDeepStrictEqual } from 'node:util';

/** The workflow whose commands are run, as seen from the root of the repository. */
export const WORKFLOW = '.github/workflows/ci.yml';

type Variables = Record<string, string>;

/** The parts of a GitHub workflow that matter outside GitHub. */
export interface Workflow {
  env?: Variables;
  jobs: Record<string, Job>;
}

interface Job {
  if?: string;
  env?: Variables;
  services?: object;
  steps: Step[];
}

interface Step {
  /** Undefined if the step is an action, which sets up what this machine has already. */
  run?: string;
  if?: string;
  env?: Variables;
}

/** A command of a job. */
export interface PlannedCommand {
  job: string;
  command: string;
  env: Variables;
  /** Why it does not run here, if it does not. */
  skipped: string | undefined;
}

/** The values of GitHub's contexts, by name: `github.ref`. */
export type Contexts = Record<string, string>;

/**
 * The commands of the wanted jobs, or of all jobs, in their order. A command that several jobs share occurs once.
 * @throws Error when a step needs something of GitHub that is unknown here
 */
export function planCommands(
  { env: common = {}, jobs }: Workflow,
  wanted: string[],
  contexts: Contexts,
): PlannedCommand[] {
  const planned = Object.entries(jobs)
    .filter(([name]) => !wanted.length || wanted.includes(name))
    .flatMap(([name, job]) => commandsOf(name, job, common, contexts));
  const isSame = (one: PlannedCommand, other: PlannedCommand) =>
    isDeepStrictEqual({ ...one, job: other.job }, other);
  return planned.filter((one, at) => planned.findIndex((other) => isSame(one, other)) === at);
}

function commandsOf(name: string, job: Job, common: Variables, contexts: Contexts): PlannedCommand[] {
  return job.steps.flatMap(({ run, if: condition, env = {} }): PlannedCommand[] => {
    if (run === undefined) return [];
    const unmet = [job.if, condition].find((one) => one !== undefined && !holds(one, contexts));
    return [
      {
        job: name,
        command: evaluate(run, contexts).trim(),
        env: evaluateAll({ ...common, ...job.env, ...env }, contexts),
        skipped: job.services ? containersOf(name, job.services) : unmet && `not ${unmet}`,
      },
    ];
  });
}

/** What a job needs that is not here; the profile in docker-compose.yml has the name of the job. */
const containersOf = (job: string, services: object): string =>
  `it needs containers: docker compose --profile ${job} up ${Object.keys(services).join(' ')}; docs/contracts.md`;

/** The repository's variables and secrets are unknown here, and therefore empty. @throws Error for any other name */
function valueOf(name: string, contexts: Contexts): string {
  const value = contexts[name] ?? (/^(vars|secrets)\.\w+$/.test(name) ? '' : undefined);
  if (value === undefined)
    throw new Error(
      `${WORKFLOW} uses ${name}, which has no value outside GitHub: add one in ci-local.main.ts.`,
    );
  return value;
}

/** Replaces each `${{ name }}` by its value. */
const evaluate = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => valueOf(name, contexts));

const evaluateAll = (env: Variables, contexts: Contexts): Variables =>
  Object.fromEntries(Object.entries(env).map(([name, text]) => [name, evaluate(text, contexts)]));

/** Evaluates `a == 'x' && b != 'y' || …`. @throws Error when the condition has another form */
function holds(condition: string, contexts: Contexts): boolean {
  const compare = (comparison: string): boolean => {
    if (comparison === '!cancelled()') return true; // the step also runs after a failed one, after which a local run ends
    const [, name = '', operator, text] = /^([\w.]+) ([!=]=) '([^']*)'$/.exec(comparison) ?? [];
    if (!operator)
      throw new Error(
        `${WORKFLOW} has an "if" that cannot be decided here: ${condition}. Use comparisons with == and !=, joined by && and ||.`,
      );
    return (valueOf(name, contexts) === text) === (operator === '==');
  };
  const alternatives = condition.split(' || ').map((all) => all.split(' && ').map(compare));
  return alternatives.some((all) => all.every(Boolean));
}
