import { spawnSync } from 'node:child_process';

/** How to get an engine, for people whose machine has none. */
export const GET_ENGINE =
  'install Docker with its compose plugin (https://docs.docker.com/engine/install), or podman and podman-compose: ' +
  'apt-get install podman netavark aardvark-dns && pip install podman-compose';
/** Also a large image has arrived by then. */
const PULL_MS = 600_000;

export const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: PULL_MS }).status === 0;

/** A program that runs containers, and the one that reads compose files for it. */
export interface Engine {
  program: string;
  compose: string[];
}

const ENGINES: Engine[] = [
  { program: 'docker', compose: ['docker', 'compose'] },
  { program: 'podman', compose: ['podman-compose'] },
];

/** The first engine on this machine that is installed and answers. */
export const findEngine = (): Engine | undefined =>
  ENGINES.find(({ program, compose: [command = '', ...args] }) => {
    return succeeds(program, 'info') && succeeds(command, ...args, 'version');
  });
