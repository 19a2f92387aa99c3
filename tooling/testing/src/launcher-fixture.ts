import { DIST, eventually } from '#tooling/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILT = join(DIST, 'tooling/launcher/src');
/** In milliseconds. Generous, because the machine may be busy. */
export const DEADLINE = 60_000;
/** No part of the platform listens on this port, so a test that does reserves the whole hundred of ports. */
const RESERVED = 4099;

/** The result of a command. */
interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built commands of the launcher on a data folder and ports of their own. */
export class LauncherFixture {
  private readonly running = new Set<LaunchedProcess>();

  private constructor(
    readonly data: string,
    readonly portOffset: number,
    private readonly reservation: Server,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param env variables that its commands receive in addition to those of this process */
  static async open(env: NodeJS.ProcessEnv = {}): Promise<LauncherFixture> {
    const data = await mkdtemp(join(tmpdir(), 'troupe-launcher-'));
    await chmod(data, 0o755); // PostgreSQL runs as another user when root runs the tests
    const [portOffset, reservation] = await reserve();
    return new LauncherFixture(data, portOffset, reservation, env);
  }

  /** Starts the launcher, and resolves when it is ready. @throws Error when it ends before */
  async launch(...options: string[]): Promise<LaunchedProcess> {
    const launched = this.spawn('start', ['--port-offset', String(this.portOffset), ...options]);
    await eventually(() => {
      if (launched.process.exitCode !== null) throw new Error(`The launcher has ended: ${launched.stderr}`);
      return /^Ready after/m.test(launched.stdout);
    }, DEADLINE);
    return launched;
  }

  /** Runs a command to its end. */
  async run(script: string, ...args: string[]): Promise<Finished> {
    const command = this.spawn(script, args);
    const code = await command.ended;
    return { code, stdout: command.stdout, stderr: command.stderr };
  }

  url(port: number): string {
    return `http://127.0.0.1:${port + this.portOffset}`;
  }

  /** Kills the processes that a failed test left running. */
  async clear(): Promise<void> {
    await Promise.all([...this.running].map((launched) => launched.signal('SIGKILL')));
  }

  async close(): Promise<void> {
    await this.run('reset'); // ends a PostgreSQL that a failed test left behind
    await rm(this.data, { recursive: true, force: true });
    this.reservation.close();
  }

  private spawn(script: string, args: string[]): LaunchedProcess {
    const launched = new LaunchedProcess(
      spawn(process.execPath, [join(BUILT, `${script}.main.js`), '--data', this.data, ...args], {
        env: { ...process.env, ...this.env },
      }),
    );
    this.running.add(launched);
    void launched.ended.then(() => this.running.delete(launched));
    return launched;
  }
}

/** A running command, and its output so far. */
export class LaunchedProcess {
  stdout = '';
  stderr = '';
  readonly ended: Promise<number | null>;

  constructor(readonly process: ChildProcess) {
    process.stdout?.on('data', (chunk) => (this.stdout += chunk));
    process.stderr?.on('data', (chunk) => (this.stderr += chunk));
    this.ended = new Promise((resolve) => process.once('close', resolve));
  }

  /** The addresses in the launcher's table in the rows of this name. */
  addresses(name: string): string[] {
    const rows = this.stdout.split('\n').filter((line) => line.startsWith(`${name}  `));
    return rows.flatMap((row) => row.match(/\w+:\/\/\S+/g) ?? []);
  }

  signal(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}

/** Whether something listens on the port. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** An offset for which all ports of the platform are free; no other test uses it until the server closes. */
async function reserve(): Promise<[number, Server]> {
  for (;;) {
    const offset = 100 * (20 + Math.floor(Math.random() * 250));
    const reservation = createServer().listen(RESERVED + offset, '127.0.0.1');
    const isOurs = await once(reservation, 'listening').then(
      () => true,
      () => false,
    );
    const ports = Array.from({ length: RESERVED - 4000 }, (_, at) => 4000 + offset + at);
    if (isOurs && !(await Promise.all(ports.map(listens))).includes(true)) return [offset, reservation];
    reservation.close();
  }
}
