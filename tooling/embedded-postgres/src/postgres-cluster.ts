import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '#tooling/platform';
import { DataInUseError, EmbeddedPostgresError, ignoreCodes } from './embedded-postgres-error.js';
import { endWithThisProcess } from './end-with-this-process.js';
import { serverUser } from './postgres-binaries.js';
import { findProcess } from './process-table.js';

/** Milliseconds in which a server must be ready, recovery included. */
const START_MS = 120_000;
const POLL_MS = 5;

/** The signals to try, each with the milliseconds that it has: fast (with a checkpoint), immediate, and by force. */
const SHUTDOWNS = [
  ['INT', 30_000],
  ['QUIT', 5_000],
  ['KILL', 5_000],
] as const;

/** A server's process. */
export interface PostgresServer {
  pid: number;
  /** Resolves to how it ended: a signal, or `exit code N`. */
  ended: Promise<string>;
}

/** One data directory, the process that owns it, and the server that runs on it. Its errors are not explained yet. */
export class PostgresCluster {
  readonly dataDir: string;
  readonly #native: string;

  constructor(native: string, dataDir: string) {
    this.#native = native;
    this.dataDir = dataDir;
  }

  /** Makes this process the owner: the owner file holds its pid and its start time. */
  async claim(): Promise<void> {
    const file = `${this.dataDir}.owner`;
    const self = await findProcess(process.pid);
    for (;;) {
      const claim = writeFile(file, `${process.pid}\n${self?.startedAt}`, { flag: 'wx' });
      if (await claim.then(() => true, ignoreCodes('EEXIST'))) return;
      const [pid, startedAt] = (await readOrEmpty(file)).split('\n');
      if (pid && (await findProcess(Number(pid)))?.startedAt === startedAt)
        throw new DataInUseError(this.dataDir, pid);
      await rm(file, { force: true });
    }
  }

  async release(): Promise<void> {
    await rm(`${this.dataDir}.owner`, { force: true });
  }

  /** Stops a server whose owner was killed, and clears away what a killed server left, so that a new one can start. */
  async endOrphan(): Promise<void> {
    const { pid, text } = await this.#lock();
    if (await this.#serves(pid)) return this.shutDown(pid);
    // PostgreSQL would take a zombie, or another process that has the pid now, for its earlier self, but never takes
    // its parent. By the rest of the file it finds out whether backends of a killed server still run.
    if (pid) await writeFile(this.#lockFile, text.replace(/^\d+/, String(process.pid)));
    // It takes an empty file, which a full disk leaves, for another server that is starting.
    else await rm(this.#lockFile, { force: true });
  }

  /** Creates the data when it is missing, and returns the superuser's password. */
  async initialise(): Promise<string> {
    const passwordFile = `${this.dataDir}.password`;
    if (await readOrEmpty(join(this.dataDir, 'PG_VERSION'))) return readFile(passwordFile, 'utf8');
    await rmdir(this.dataDir).catch(ignoreCodes('ENOENT'));
    // Renamed when complete, so that a killed initdb leaves nothing that looks like data.
    const draft = `${this.dataDir}.new`;
    const password = randomBytes(24).toString('base64url');
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (serverUser)
      for (const path of [draft, passwordFile]) await chown(path, serverUser.uid, serverUser.gid);
    await this.#execute('initdb', [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      ...INITDB_OPTIONS,
    ]);
    await rename(draft, this.dataDir);
    return password;
  }

  /** Starts a server that outlives Ctrl-C, and waits until it accepts connections. */
  async launch(port: number, settings: Record<string, string> = {}): Promise<PostgresServer> {
    const log = await open(`${this.dataDir}.log`, 'a', 0o600);
    const { size: logged } = await log.stat();
    const server = spawn(
      join(this.#native, 'bin', 'postgres'),
      ['-D', this.dataDir, ...serverFlags(port, settings)],
      { ...this.#spawnOptions, detached: true, stdio: ['ignore', log.fd, log.fd] },
    );
    const ended = new Promise<string>((resolve) => {
      server.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    try {
      await once(server, 'spawn');
    } finally {
      await log.close();
    }
    endWithThisProcess(server);
    const pid = server.pid as number;
    const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
    const isReady = async () => hasEnded() || (await this.#accepts(pid));
    if ((await isTrueWithin(START_MS, isReady)) && !hasEnded()) return { pid, ended };
    await this.shutDown(pid);
    throw new Error((await readFile(`${this.dataDir}.log`)).subarray(logged).toString());
  }

  /** Shuts the server `pid` down, by the gentlest signal that works, and resolves when it has ended. */
  async shutDown(pid: number): Promise<void> {
    for (const [signal, withinMs] of SHUTDOWNS) {
      if (!(await this.#serves(pid))) return;
      // pg_ctl can send a signal on Windows too; it fails when the server has just ended.
      await this.#execute('pg_ctl', ['kill', signal, String(pid)]).catch(() => {});
      if (await isTrueWithin(withinMs, async () => !(await this.#serves(pid)))) return;
    }
    throw new EmbeddedPostgresError(`PostgreSQL on ${this.dataDir} does not stop: kill process ${pid}.`);
  }

  async #serves(pid: number): Promise<boolean> {
    return Boolean(pid && (await findProcess(pid))?.command.includes(` -D ${this.dataDir} `));
  }

  async #accepts(pid: number): Promise<boolean> {
    const lock = await this.#lock();
    return lock.pid === pid && lock.status === 'ready';
  }

  get #lockFile(): string {
    return join(this.dataDir, 'postmaster.pid');
  }

  /** Lines 1 and 8 of postmaster.pid (pidfile.h in PostgreSQL's sources), which is what `pg_ctl --wait` watches. */
  async #lock(): Promise<{ text: string; pid: number; status?: string }> {
    const text = await readOrEmpty(this.#lockFile);
    const lines = text.split('\n');
    return { text, pid: Number(lines[0]), status: lines[7]?.trim() };
  }

  /** A folder, locale and time zone that do not depend on the caller's; Windows needs its own variables. */
  get #spawnOptions() {
    return {
      ...serverUser,
      cwd: this.#native,
      env: process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' },
    };
  }

  async #execute(program: string, args: string[]): Promise<void> {
    await promisify(execFile)(join(this.#native, 'bin', program), args, this.#spawnOptions);
  }
}

const INITDB_OPTIONS = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];

/** Errors are logged tersely: their details quote rows, and personal data does not belong in a log. */
/**
 * After a crash, PostgreSQL opens each file of each database and waits for the disk before it recovers: with twenty databases,
 * for ten seconds and more on a busy machine. Linux can write whole file systems at once instead.
 */
const QUICK_RECOVERY: Record<string, string> =
  process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {};

function serverFlags(port: number, settings: Record<string, string>): string[] {
  const all = {
    max_connections: '300',
    log_error_verbosity: 'terse',
    ...QUICK_RECOVERY,
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** False when the condition stays false for so many milliseconds, or fails. */
const isTrueWithin = (ms: number, condition: () => Promise<boolean>): Promise<boolean> =>
  eventually(condition, ms, POLL_MS, () => false).catch(() => false);

async function readOrEmpty(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(ignoreCodes('ENOENT'))) ?? '';
}
