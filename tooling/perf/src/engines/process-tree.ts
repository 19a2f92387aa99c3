import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The clock ticks of Linux in a second, as `/proc` counts them. */
const TICKS = 100;

/** What a server and its children have used: CPU time in milliseconds, and memory in MiB as PSS. */
export interface Usage {
  cpuMs: number;
  mib: number;
}

/** The process of a PostgreSQL server. @param dataDir its data folder */
export const postmasterOf = async (dataDir: string): Promise<number> =>
  Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);

/** The usage of processes and of all their children, on Linux. */
export async function usageOf(roots: readonly number[]): Promise<Usage> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=']);
  const parents = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const pids = [...roots];
  for (const root of pids) pids.push(...parents.flatMap(([pid, parent]) => (parent === root ? [pid!] : [])));
  const used = await Promise.all(pids.map((pid) => usageOfOne(pid).catch(() => ({ cpuMs: 0, mib: 0 }))));
  return used.reduce((sum, { cpuMs, mib }) => ({ cpuMs: sum.cpuMs + cpuMs, mib: sum.mib + mib }));
}

/** @throws Error when it has ended meanwhile */
async function usageOfOne(pid: number): Promise<Usage> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const [, kib] = /^Pss: +(\d+)/m.exec(rollup) ?? [];
  return { cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS, mib: Number(kib) / 1_024 };
}
