import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** How to install k6. */
export const GET_K6 = 'install it with `bash .ci/parts k6` (it needs Go), or set K6_BIN to its path';

/** The first k6 that runs: `K6_BIN`, the one on the PATH, or the one in Go's folder. Undefined if none is installed. */
export const findK6 = (env: NodeJS.ProcessEnv): string | undefined =>
  [env.K6_BIN, 'k6', join(homedir(), 'go/bin/k6')].find((k6) => k6 && !spawnSync(k6, ['version']).error);

/**
 * Runs a compiled script.
 * @param variables what the script reads from `__ENV`
 * @returns the exit code of k6: 99 if a threshold was crossed
 */
export async function runK6(
  k6: string,
  script: string,
  variables: Record<string, string>,
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<number> {
  const given = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const child = spawn(k6, ['run', '--quiet', '--no-usage-report', ...given, script], {
    stdio: ['ignore', output, output],
  });
  const [code] = (await once(child, 'close')) as [number];
  return code;
}
