import { DIST, UserError } from '#tooling/platform';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The image that is used where no program is installed. */
export const K6_IMAGE = 'docker.io/grafana/k6:2.2.0';
/** How to get k6. */
export const GET_K6 = `install it with \`bash .ci/parts k6\` (it needs Go), set K6_BIN to its path, or pull ${K6_IMAGE} with docker or podman`;

const SCRIPTS = join(DIST, 'perf');
const REMOTE_WRITE = 'experimental-prometheus-rw';
/** What k6 tells Prometheus of a distribution, unless the environment says otherwise. */
const TREND_STATS = 'p(50),p(95),p(99),max';

/** A k6 that runs. */
export interface K6 {
  /** The program, and what stands before the arguments of k6. */
  command: [string, ...string[]];
  /** The compiled scripts, as it sees them. */
  scripts: string;
}

/**
 * The k6 that `K6_BIN` names, or the first that runs: the one on the PATH, the one in Go's folder, or a container. Undefined if
 * there is none.
 * @throws UserError when the one that `K6_BIN` names does not run
 */
export function findK6(env: NodeJS.ProcessEnv, home = homedir()): K6 | undefined {
  const works = (program: string, args: string[]) => spawnSync(program, args, { env }).status === 0;
  const { K6_BIN } = env;
  const candidates = K6_BIN ? [K6_BIN] : ['k6', join(home, 'go/bin/k6')];
  const program = candidates.find((one) => works(one, ['version']));
  if (K6_BIN && !program)
    throw new UserError(`K6_BIN names ${K6_BIN}, and \`${K6_BIN} version\` fails: correct it, or unset it.`);
  if (program) return { command: [program], scripts: SCRIPTS };
  const engine = ['docker', 'podman'].find((one) => works(one, ['image', 'inspect', K6_IMAGE]));
  return engine ? inContainer(engine) : undefined;
}

function inContainer(engine: string): K6 {
  const variables = ['K6_PROMETHEUS_RW_SERVER_URL', 'K6_PROMETHEUS_RW_TREND_STATS'];
  const options = ['--rm', '--interactive', '--network=host', `--volume=${SCRIPTS}:/scripts:ro`];
  const passed = variables.flatMap((name) => ['--env', name]);
  return { command: [engine, 'run', ...options, ...passed, K6_IMAGE], scripts: '/scripts' };
}

/** Whether this k6 can write to a Prometheus. */
export function canWriteToPrometheus({ command: [program, ...first] }: K6): boolean {
  const args = [...first, 'run', '--quiet', '--no-usage-report', '--out', 'none', '-'];
  const { stderr } = spawnSync(program, args, { input: 'export default () => {}', encoding: 'utf8' });
  return stderr.includes(REMOTE_WRITE); // the error names the outputs that there are
}

/** How the scripts run. */
export interface K6Run {
  /** What they read from `__ENV`. */
  variables: Record<string, string>;
  /** Whether the samples go to the Prometheus that `K6_PROMETHEUS_RW_SERVER_URL` names, too. */
  writesToPrometheus?: boolean;
  /** Receives each line that k6 prints: a sample, or what the script says at its end. */
  onLine(line: string): void;
}

/** Runs the scripts. @returns the exit code of k6: 99 if a threshold was crossed */
export async function runK6(
  { command: [program, ...first], scripts }: K6,
  { variables, writesToPrometheus, onLine }: K6Run,
): Promise<number> {
  const given = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const outputs = ['--out', 'json=-', ...(writesToPrometheus ? ['--out', REMOTE_WRITE] : [])];
  const child = spawn(
    program,
    [...first, 'run', '--quiet', '--no-usage-report', ...outputs, ...given, `${scripts}/main.js`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // oxlint-disable-next-line node/no-process-env -- k6 reads its own settings
      env: { K6_PROMETHEUS_RW_TREND_STATS: TREND_STATS, ...process.env },
    },
  );
  const stop = () => child.kill();
  process.once('exit', stop);
  createInterface(child.stdout).on('line', onLine);
  const [code] = (await once(child, 'close')) as [number];
  process.off('exit', stop);
  return code;
}
