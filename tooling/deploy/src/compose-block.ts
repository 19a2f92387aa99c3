import { UserError } from '#tooling/platform';

/** The block of a service in docker-compose.yml, as far as a container needs it. */
export interface Block {
  environment: Record<string, string | number>;
  networks: string[];
  ports: string[];
  volumes?: string[];
  user: string;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  pids_limit: number;
  mem_limit: string;
  cpus: number;
  stop_grace_period: string;
}

const VARIABLE = /\$\{(?<name>\w+)(?:(?<kind>:?[-?])(?<other>[^}]*))?\}/g;

/**
 * A text of a compose file with its variables filled in: `${A}`, `${A:-default}`, `${A-default}` and `${A:?what to do}`.
 * @throws UserError when a variable is missing that has no default
 */
export const filledIn = (text: string, env: NodeJS.ProcessEnv): string =>
  text.replaceAll(VARIABLE, (_all, name: string, kind = '', other = '') => {
    const value = env[name];
    if (value || (value === '' && !kind.startsWith(':'))) return value;
    if (kind.endsWith('-')) return other;
    throw new UserError(
      `${name} is not set: ${other ? `it ${other}` : 'run npm run compose:env, or set it'}.`,
    );
  });

/** The options of `docker run`, and of `podman run`, for what the block says of the container. */
export const runOptions = (block: Block, network: (name: string) => string): string[] => [
  ...block.networks.map((name) => `--network=${network(name)}`),
  ...(block.volumes ?? []).map((volume) => `--volume=${network(volume)}`),
  `--user=${block.user}`,
  ...(block.read_only ? ['--read-only'] : []),
  ...block.cap_drop.map((right) => `--cap-drop=${right}`),
  ...block.security_opt.map((option) => `--security-opt=${option}`),
  `--pids-limit=${block.pids_limit}`,
  `--memory=${block.mem_limit}`,
  `--cpus=${block.cpus}`,
  '--restart=unless-stopped',
  `--stop-timeout=${parseInt(block.stop_grace_period, 10)}`,
];

/** The port on which the service listens in its container: the last part of `127.0.0.1:${PORT-4006}:4006`. */
export const portOf = ({ ports }: Block): number => Number(ports[0]!.split(':').at(-1));
