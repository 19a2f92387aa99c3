import { spawnSync } from 'node:child_process';

/** How to get an engine, for people whose machine has none. */
const GET_ENGINE =
  'install Docker with its compose plugin (https://docs.docker.com/engine/install), or podman and podman-compose: ' +
  'apt-get install podman netavark aardvark-dns && pip install podman-compose';
/** Also a large image has arrived by then. */
const PULL_MS = 600_000;
/** An engine that is well says so in a second. */
const INFO_MS = 30_000;

export const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: PULL_MS }).status === 0;

/** A program that runs containers, and the one that reads compose files for it. */
export interface Engine {
  program: string;
  compose: string[];
}

/** How to mend an engine that is installed and of no use. */
interface Remedies {
  /** What makes it answer. */
  start: string;
  getCompose: string;
}

const ENGINES: (Engine & Remedies)[] = [
  {
    program: 'docker',
    compose: ['docker', 'compose'],
    start: 'start its daemon (sudo systemctl start docker, or Docker Desktop), as a user who may reach it',
    getCompose: 'install its compose plugin (https://docs.docker.com/compose/install)',
  },
  {
    program: 'podman',
    compose: ['podman-compose'],
    start: 'mend what `podman info` tells',
    getCompose: 'pip install podman-compose',
  },
];

/** The first engine on this machine that is installed and answers, or else why there is none and what to do. */
export function findEngine(
  env: NodeJS.ProcessEnv = process.env,
): { engine: Engine } | { engine: undefined; reason: string } {
  const lacks: string[] = [];
  for (const { program, compose, start, getCompose } of ENGINES) {
    const trouble = troubleWith(env, program, 'info');
    if (trouble === NOT_INSTALLED) continue;
    if (trouble !== undefined) {
      lacks.push(`${program} is installed but does not answer (${trouble}): ${start}`);
      continue;
    }
    const [command = '', ...args] = compose;
    const lacksCompose = troubleWith(env, command, ...args, 'version');
    if (lacksCompose === undefined) return { engine: { program, compose } };
    lacks.push(`${program} answers, but ${compose.join(' ')} does not (${lacksCompose}): ${getCompose}`);
  }
  return { engine: undefined, reason: lacks.join('; or ') || GET_ENGINE };
}

const NOT_INSTALLED = 'it is not installed';

/** Why a program fails, in its own words; undefined when it succeeds. */
function troubleWith(env: NodeJS.ProcessEnv, program: string, ...args: string[]): string | undefined {
  const { status, error, stderr } = spawnSync(program, args, { env, encoding: 'utf8', timeout: INFO_MS });
  if (status === 0) return undefined;
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return NOT_INSTALLED;
  if (code === 'ETIMEDOUT') return `it says nothing for ${INFO_MS / 1_000} s`;
  const [words] = stderr?.split('\n').filter((line) => line.trim()) ?? [];
  return words?.trim().replace(/\.$/, '') ?? code ?? `it ends with status ${status}`;
}
