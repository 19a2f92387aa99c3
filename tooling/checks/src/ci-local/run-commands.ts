import { spawnSync } from 'node:child_process';
import type { PlannedCommand } from './workflow.ts';

/** A command, and how it went. */
export interface Outcome extends PlannedCommand {
  result: 'ok' | 'FAILED' | 'skipped' | 'not run';
  seconds?: number;
}

/** Runs commands one after the other until one fails. The commands after it are not run. */
export function runCommands(planned: PlannedCommand[], folder: string, env: NodeJS.ProcessEnv): Outcome[] {
  let hasFailed = false;
  return planned.map((one): Outcome => {
    if (hasFailed) return { ...one, result: 'not run' };
    console.log(`\n== ${one.job}: ${one.command}${one.skipped ? `\nskipped: ${one.skipped}` : ''}`);
    if (one.skipped) return { ...one, result: 'skipped' };
    const started = performance.now();
    const options = { cwd: folder, env: { ...env, CI: 'true', ...one.env }, stdio: 'inherit' } as const;
    hasFailed = spawnSync('bash', ['-e', '-c', one.command], options).status !== 0;
    const seconds = (performance.now() - started) / 1000;
    return { ...one, result: hasFailed ? 'FAILED' : 'ok', seconds };
  });
}

/** One row of the table that ends a run. */
export const outcomeRow = ({ job, command, result, seconds }: Outcome): string =>
  [
    result.padEnd(7),
    (seconds === undefined ? '' : `${seconds.toFixed(1)} s`).padStart(9),
    job.padEnd(9),
    command,
  ].join('  ');
