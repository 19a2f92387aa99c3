import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process of this machine. */
export interface RunningProcess {
  /** When it started, in the system's format. Pids are reused; the pid and this time identify one process for good. */
  startedAt: string;
  command: string;
}

/** Finds a process by its pid; undefined when there is none, or only a zombie. */
export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  try {
    return await (process.platform === 'linux' ? fromProc(pid) : fromCommand(pid));
  } catch (error) {
    if (['ENOENT', 'ESRCH', 1].includes((error as { code: string | number }).code)) return undefined;
    throw error;
  }
}

async function fromProc(pid: number): Promise<RunningProcess | undefined> {
  const [stat, command] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
  ]);
  if (!command) return undefined;
  // Field 22 of proc(5), counted after the name, which may contain spaces and parentheses.
  const startedAt = stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  return { startedAt, command: command.replaceAll('\0', ' ') };
}

async function fromCommand(pid: number): Promise<RunningProcess | undefined> {
  const { stdout } =
    process.platform === 'win32'
      ? await promisify(execFile)('powershell', [
          '-NoProfile',
          '-Command',
          `Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}' | % { '{0:o} {1}' -f $_.CreationDate.ToUniversalTime(), $_.CommandLine }`,
        ])
      : await promisify(execFile)('/bin/ps', ['-ww', '-o', 'lstart=,command=', '-p', String(pid)], {
          env: { LC_ALL: 'C', TZ: 'UTC' },
        });
  // Both print a date of 24 characters or more first; Windows quotes arguments that contain spaces.
  return stdout.trim()
    ? { startedAt: stdout.slice(0, 24), command: stdout.slice(24).replaceAll('"', '') }
    : undefined;
}
