import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** How to get what this machine does not have. */
export const GET_K6 = 'get it by `go install go.k6.io/k6/v2@v2.2.0`, or name it in K6_BIN';

/** A k6 that runs: `K6_BIN`, on the PATH, or where `go install` puts it. */
export const findK6 = (env: NodeJS.ProcessEnv): string | undefined =>
  [env.K6_BIN, 'k6', join(homedir(), 'go/bin/k6')].find((k6) => k6 && !spawnSync(k6, ['version']).error);

/** Runs a script, as built, with these variables; answers with k6's exit code: 99 when a threshold was crossed. */
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
