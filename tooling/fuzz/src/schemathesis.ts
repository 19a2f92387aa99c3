import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '#tooling/platform';

/** How to install schemathesis (https://schemathesis.readthedocs.io). */
export const GET_SCHEMATHESIS =
  'install it with `bash .ci/parts schemathesis` (it needs Python), or set SCHEMATHESIS_BIN to its path';

/** The first schemathesis that runs: `SCHEMATHESIS_BIN`, the one on the PATH, or that of `.ci/parts`. Undefined if none is installed. */
export const findSchemathesis = (env: NodeJS.ProcessEnv): string | undefined =>
  [env.SCHEMATHESIS_BIN, 'schemathesis', join(homedir(), '.cache/troupe/schemathesis/bin/schemathesis')].find(
    (program) => program && !spawnSync(program, ['--version']).error,
  );

/** Operations that send until the reader hangs up: their own tests read them. */
export const ENDLESS = /\/(stream|live)$/;
/** What counts as no finding. */
const CONFIG = join(ROOT, 'tooling/fuzz/schemathesis.toml');

/** A run over one document. */
export interface Fuzzing {
  /** The path of an OpenAPI document. */
  document: string;
  /** Where its operations answer. */
  url: string;
  /** An access token. */
  token: string;
  /** How many operations the document has. */
  operations: number;
  /** How many cases are invented for the document. */
  cases: number;
  /** The random seed, by which a run is repeated. */
  seed: number;
  /** Without sequences of requests. */
  isQuick: boolean;
}

/** The arguments by which schemathesis invents about as many cases as wanted, also such as follow a link. */
export const argumentsOf = ({
  document,
  url,
  token,
  operations,
  cases,
  seed,
  isQuick,
}: Fuzzing): string[] => [
  `--config-file=${CONFIG}`,
  'run',
  document,
  `--url=${url}`,
  `--header=Authorization: Bearer ${token}`,
  `--max-examples=${Math.max(1, Math.ceil(cases / operations))}`,
  `--seed=${seed}`,
  `--exclude-path-regex=${ENDLESS.source}`,
  `--phases=examples,coverage,fuzzing${isQuick ? '' : ',stateful'}`,
  '--continue-on-failure',
  '--generation-database=none',
  '--request-timeout=10',
  '--suppress-health-check=all',
  '--warnings=off',
  '--no-color',
];

/** Runs schemathesis. @returns what it says, and whether it found something or failed */
export async function runSchemathesis(
  program: string,
  fuzzing: Fuzzing,
): Promise<{ isSilent: boolean; said: string }> {
  const child = spawn(program, argumentsOf(fuzzing), { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { isSilent: code === 0, said };
}

/** How many cases it says it has tried. */
export const casesIn = (said: string): number => Number(/(\d+) generated/.exec(said)?.[1] ?? 0);
