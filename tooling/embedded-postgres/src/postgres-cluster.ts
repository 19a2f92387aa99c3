import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, unless } from './embedded-postgres-error.js';
import { serverUser } from './postgres-binaries.js';
import { findProcess } from './process-table.js';

/** Milliseconds a server may recover before it is ready. */
const START_DEADLINE = 120_000;

/** The shutdowns to try, each with the milliseconds it may take: fast (with a checkpoint), immediate, and by force. */
const SHUTDOWNS = [
  ['INT', 30_000],
  ['QUIT', 5_000],
  ['KILL', 5_000],
] as const;

/** One data directory, the process that owns it, and the server that runs on it; failures are raw, for `explain`. */
export class PostgresCluster {
  readonly dataDir: string;
  readonly #native: string;

  constructor(native: string, dataDir: string) {
    this.#native = native;
    this.dataDir = dataDir;
  }

  /** Makes this process the owner, whose pid and start time stand in the owner file. */
  async claim(): Promise<void> {
    const file = `${this.dataDir}.owner`;
    const self = await findProcess(process.pid);
    for (;;) {
      const claim = writeFile(file, `${process.pid}\n${self?.startedAt}`, { flag: 'wx' });
      if (await claim.then(() => true, unless('EEXIST'))) return;
      const [pid, startedAt] = (await readOrEmpty(file)).split('\n');
      if (pid && (await findProcess(Number(pid)))?.startedAt === startedAt)
        throw new EmbeddedPostgresError(
          `${this.dataDir} is in use by process ${pid}: stop that first, or choose another data directory.`,
        );
      await rm(file, { force: true });
    }
  }

  async release(): Promise<void> {
    await rm(`${this.dataDir}.owner`, { force: true });
  }

  /** Ends a server whose owner was killed, so that a new one can start. */
  async endOrphan(): Promise<void> {
    const { pid, text } = await this.#lock();
    if (await this.#serves(pid)) return this.shutDown(pid);
    // PostgreSQL takes a zombie, or whoever was given the pid since, for its earlier self, but never its parent; the
    // rest of the file stays, as by it PostgreSQL finds out whether backends of a killed server are still at work.
    if (pid) await writeFile(this.#lockFile, text.replace(/^\d+/, String(process.pid)));
  }

  /** Makes the data unless it is there, and returns the superuser's password. */
  async initialise(): Promise<string> {
    const passwordFile = `${this.dataDir}.password`;
    if (await readOrEmpty(join(this.dataDir, 'PG_VERSION'))) return readFile(passwordFile, 'utf8');
    await rmdir(this.dataDir).catch(unless('ENOENT'));
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

  /** Starts a server that outlives Ctrl-C, waits until it accepts connections, and returns its pid. */
  async launch(port: number, settings: Record<string, string> = {}): Promise<number> {
    const log = await open(`${this.dataDir}.log`, 'a', 0o600);
    const { size: logged } = await log.stat();
    const server = spawn(
      join(this.#native, 'bin', 'postgres'),
      ['-D', this.dataDir, ...flags(port, settings)],
      {
        ...this.#runtimeOptions,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    );
    try {
      await once(server, 'spawn');
    } finally {
      await log.close();
    }
    const pid = server.pid as number;
    const ended = () => server.exitCode !== null || server.signalCode !== null;
    const settled = await until(async () => ended() || (await this.#accepts(pid)), START_DEADLINE);
    if (!settled) await this.shutDown(pid);
    if (settled && !ended()) return pid;
    throw new Error((await readFile(`${this.dataDir}.log`)).subarray(logged).toString());
  }

  /** Shuts the server `pid` down, by the gentlest means that works, and resolves when it is gone. */
  async shutDown(pid: number): Promise<void> {
    for (const [signal, patience] of SHUTDOWNS) {
      if (!(await this.#serves(pid))) return;
      // On Windows, too, pg_ctl can send PostgreSQL a signal; it fails when the server has just gone.
      await this.#execute('pg_ctl', ['kill', signal, String(pid)]).catch(() => {});
      if (await until(async () => !(await this.#serves(pid)), patience)) return;
    }
    throw new EmbeddedPostgresError(
      `PostgreSQL on ${this.dataDir} does not stop: end process ${pid} by hand.`,
    );
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

  /** A folder, locale and time zone that do not depend on who starts it; Windows needs its own variables. */
  get #runtimeOptions() {
    return {
      ...serverUser,
      cwd: this.#native,
      env: process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' },
    };
  }

  async #execute(program: string, args: string[]): Promise<void> {
    await promisify(execFile)(join(this.#native, 'bin', program), args, this.#runtimeOptions);
  }
}

const INITDB_OPTIONS = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];

/** Terse, because the details of an error quote rows, and personal data does not belong in a log. */
function flags(port: number, settings: Record<string, string>): string[] {
  const all = {
    max_connections: '300',
    log_error_verbosity: 'terse',
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function until(condition: () => Promise<boolean>, patience: number): Promise<boolean> {
  for (const deadline = Date.now() + patience; ; await sleep(5)) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
  }
}

async function readOrEmpty(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(unless('ENOENT'))) ?? '';
}
