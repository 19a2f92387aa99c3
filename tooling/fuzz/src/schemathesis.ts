import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
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
}

/** The arguments by which schemathesis invents about as many cases as wanted, also such as follow a link. */
export const argumentsOf = ({ document, url, token, operations, cases, seed }: Fuzzing): string[] => [
  `--config-file=${CONFIG}`,
  'run',
  document,
  `--url=${url}`,
  `--header=Authorization: Bearer ${token}`,
  `--max-examples=${Math.max(1, Math.ceil(cases / operations))}`,
  `--seed=${seed}`,
  `--exclude-path-regex=${ENDLESS.source}`,
  '--phases=examples,coverage,fuzzing,stateful',
  '--continue-on-failure',
  '--generation-database=none',
  '--request-timeout=10',
  '--suppress-health-check=all',
  '--warnings=off',
  '--no-color',
];

/** Runs schemathesis and shows what it says. @returns its exit code: 1 if it found something */
export async function runSchemathesis(program: string, fuzzing: Fuzzing): Promise<number> {
  const child = spawn(program, argumentsOf(fuzzing), { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
