import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const PROMTOOL = 'promtool';

/** How to install Prometheus and promtool. */
export const GET_PROMETHEUS =
  'install it with `apt-get install prometheus` or `brew install prometheus`, or from https://prometheus.io/download/';

/** True if `promtool` is installed. */
export const hasPromtool = (): boolean => !spawnSync(PROMTOOL, ['--version']).error;

/** What promtool finds wrong with the configurations, the rules and the rule tests in a folder. */
export function promtool(folder: string): string[] {
  const filesLike = (pattern: string) => globSync(pattern, { cwd: folder }).sort();
  return [
    ['check', 'config', 'embedded.yml'],
    ['check', 'config', '--syntax-only', 'compose.yml'], // it names a file that exists only in the container
    ...filesLike('*.test.yml').map((file) => ['test', 'rules', file]),
  ].flatMap((args) => {
    const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? [] : [`promtool ${args.join(' ')}:\n${stdout}${stderr}`];
  });
}
