import { eventually, freePort } from '#tooling/platform';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The program without the wrapper of the package, which runs as another user, on paths of its own. */
const PROGRAM = ['/usr/lib/rabbitmq/bin/rabbitmq-server', '/opt/rabbitmq/sbin/rabbitmq-server'].find(
  existsSync,
);

/** How to install a server. */
export const GET_RABBITMQ = 'get it by `apt-get install rabbitmq-server`, or from https://www.rabbitmq.com';

/** Whether this machine has a RabbitMQ server. */
export const hasRabbitmq = PROGRAM !== undefined;

const START_MS = 60_000;
const PAUSE_MS = 100;

/** Runs the server until standard input closes: also when the process that holds it is killed. Then nothing is left of it. */
const UNTIL_CLOSED = `
  "$0" >"$1/log/out" 2>&1 &
  cat >/dev/null
  kill -9 "$(cat "$1/pid")" 2>/dev/null
  wait
  for try in 1 2 3 4 5; do epmd -kill >/dev/null 2>&1 && break; sleep 0.2; done
  rm -rf "$1"
`;

/** A RabbitMQ server of its own: ports, node name, data and logs. It listens on loopback only. */
export class RabbitmqServer {
  /** One question at a time, because two would have the same name at the node. */
  private asking: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly supervisor: ChildProcess,
    private readonly folder: string,
    private readonly node: string,
    private readonly ports: Record<'amqp' | 'management' | 'epmd', number>,
  ) {}

  /** Starts a server. @throws Error when the machine has none, see `hasRabbitmq`, or when it does not answer in a minute */
  static async start(): Promise<RabbitmqServer> {
    if (!PROGRAM) throw new Error(`This machine has no RabbitMQ server: ${GET_RABBITMQ}.`);
    const folder = await mkdtemp(join(tmpdir(), 'rabbitmq-'));
    const [amqp, management, distribution, epmd] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
    const node = `test-${randomUUID()}@localhost`;
    const ports = { amqp: amqp!, management: management!, epmd: epmd! };
    await configure(folder, ports);
    const supervisor = spawn('sh', ['-c', UNTIL_CLOSED, PROGRAM, folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        RABBITMQ_NODENAME: node,
        RABBITMQ_MNESIA_BASE: join(folder, 'data'),
        RABBITMQ_LOG_BASE: join(folder, 'log'),
        RABBITMQ_PID_FILE: join(folder, 'pid'),
        RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
        RABBITMQ_FEATURE_FLAGS_FILE: join(folder, 'feature_flags'),
        RABBITMQ_CONF_ENV_FILE: '/dev/null',
        RABBITMQ_DIST_PORT: String(distribution),
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
        ERL_EPMD_ADDRESS: '127.0.0.1',
        ERL_EPMD_PORT: String(epmd),
      },
    });
    const server = new RabbitmqServer(supervisor, folder, node, ports);
    try {
      await eventually(() => server.answers(), START_MS, PAUSE_MS);
    } catch (cause) {
      const log = await readFile(join(folder, 'log', 'out'), 'utf8').catch(() => '');
      await server.stop();
      throw new Error(`RabbitMQ does not start: ${log}`, { cause });
    }
    return server;
  }

  /** The URL of the server under its administrator. */
  get url(): string {
    return `amqp://guest:guest@127.0.0.1:${this.ports.amqp}?management=${encodeURIComponent(this.managementUrl)}`;
  }

  get managementUrl(): string {
    return `http://127.0.0.1:${this.ports.management}`;
  }

  /** What the node itself says to an Erlang expression: the management API is some seconds behind. */
  evaluate(expression: string): Promise<string> {
    const asked = this.asking.then(() => this.ask(expression));
    this.asking = asked.catch(() => {});
    return asked;
  }

  private async ask(expression: string): Promise<string> {
    const cookie = await readFile(join(this.folder, '.erlang.cookie'), 'utf8');
    const asking = promisify(execFile)('erl_call', ['-sname', this.node, '-c', cookie, '-e'], {
      env: { PATH: process.env.PATH, ERL_EPMD_PORT: String(this.ports.epmd) },
      timeout: START_MS,
    });
    asking.child.stdin!.end(`${expression}.\n`);
    const [, answer] = /^\{ok, ([^]*)\}\s*$/.exec((await asking).stdout) ?? [];
    if (answer === undefined) throw new Error(`${(await asking).stdout}, asked for ${expression}`);
    return answer;
  }

  /** Stops the server, and removes everything that it has stored. */
  async stop(): Promise<void> {
    const ended = once(this.supervisor, 'exit');
    this.supervisor.stdin!.end();
    await ended;
  }

  private async answers(): Promise<boolean> {
    const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
    const answer = await fetch(`${this.managementUrl}/api/overview`, {
      headers: { authorization },
      signal: AbortSignal.timeout(START_MS),
    });
    return answer.ok;
  }
}

async function configure(folder: string, ports: Record<'amqp' | 'management', number>): Promise<void> {
  await mkdir(join(folder, 'log'));
  await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_management].');
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${ports.management}`,
      'disk_free_limit.absolute = 50MB',
      'log.file.level = warning',
      '',
    ].join('\n'),
  );
}
