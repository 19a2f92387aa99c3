import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const PROMTOOL = 'promtool';

/** How to get what this machine does not have. */
export const GET_PROMETHEUS =
  'get it by `apt-get install prometheus`, `brew install prometheus`, or from https://prometheus.io/download/';

/** True when `promtool` can be run. */
export const hasPromtool = (): boolean => !spawnSync(PROMTOOL, ['--version']).error;

/** What promtool says against the configurations, rules and rule tests in a folder; nothing when all is well. */
export function promtool(folder: string): string[] {
  const filesLike = (pattern: string) => globSync(pattern, { cwd: folder }).sort();
  return [
    ['check', 'config', 'embedded.yml'],
    ['check', 'config', '--syntax-only', 'compose.yml'], // it names a file that only its container has
    ...filesLike('*.test.yml').map((file) => ['test', 'rules', file]),
  ].flatMap((args) => {
    const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? [] : [`promtool ${args.join(' ')}:\n${stdout}${stderr}`];
  });
}
