import { ask, eventually, freePort, untilReady, UserError } from '#tooling/platform';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bootFailure } from './boot-failure.js';
import {
  type ClusterNode,
  configure,
  environmentOf,
  markOf,
  nodeOf,
  type Ports,
  type ServerCertificate,
} from './configuration.js';
import { findProgram, GET_RABBITMQ } from './program.js';

const run = promisify(execFile);

const START_MS = 60_000;
const PAUSE_MS = 100;
/** For a server whose launcher was killed to be gone, too. */
const GONE_MS = 10_000;

/** Runs the server, and kills it when standard input closes: also when the process that holds it is killed. */
const UNTIL_CLOSED = `
  exec 3<&0
  "$0" >"$1/log/out" 2>&1 3<&- &
  server=$!
  { cat <&3 >/dev/null; kill -9 "$(cat "$1/pid")"; } 2>/dev/null &
  watch=$!
  wait $server
  code=$?
  kill $watch 2>/dev/null
  for try in 1 2 3 4 5; do epmd -kill >/dev/null 2>&1 && break; sleep 0.2; done
  exit $code
`;

/** How to start a server. */
export interface RabbitmqOptions {
  /** Keeps what the server stores. Without it, the server has a new folder, which goes when it stops. */
  folder?: string;
  /** By default free ones. */
  ports?: Pick<Ports, 'amqp' | 'management'>;
  /** Joins the other nodes. */
  cluster?: ClusterNode;
  /** Also speaks TLS, and shows this. */
  tls?: ServerCertificate;
}

/** The program of this machine. */
const program = findProgram(process.env.PATH ?? '');

/** Whether this machine has a RabbitMQ server. */
export const hasRabbitmq = program !== undefined;

/** A RabbitMQ server of its own: ports, node name, data and logs. It listens on loopback only. */
export class RabbitmqServer {
  /** Resolves to how the server ended. */
  readonly ended: Promise<string>;
  /** One question at a time, because two would have the same name at the node. */
  private asking: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly supervisor: ChildProcess,
    private readonly options: RabbitmqOptions,
    readonly folder: string,
    private readonly ports: Ports,
    private readonly password: string,
  ) {
    this.ended = endOf(supervisor);
  }

  /**
   * Starts a server.
   * @throws UserError when the machine has none, when another process uses the folder, or when it does not answer in a minute
   */
  static async start(options: RabbitmqOptions = {}): Promise<RabbitmqServer> {
    if (!program) throw new UserError(`This machine has no RabbitMQ server: ${GET_RABBITMQ}.`);
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'rabbitmq-')));
    await checkUnused(folder);
    const ports = await freePorts();
    Object.assign(ports, options.ports, options.cluster && { epmd: options.cluster.epmd });
    const password = await configure(folder, ports, options);
    const supervisor = spawn('sh', ['-c', UNTIL_CLOSED, program, folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      env: { PATH: process.env.PATH, ...environmentOf(folder, ports, options.cluster) },
    });
    const server = new RabbitmqServer(supervisor, options, folder, ports, password);
    try {
      await server.isReady();
      return server;
    } catch (cause) {
      const printed = await readFile(server.logFile, 'utf8').catch(() => '');
      await server.stop();
      const why = bootFailure(printed) || (cause as Error).message;
      throw new UserError(`RabbitMQ does not start: ${why}`, { cause });
    }
  }

  /** The URL of the server under its administrator. */
  get url(): string {
    return `amqp://guest:${this.password}@127.0.0.1:${this.ports.amqp}?management=${encodeURIComponent(this.managementUrl)}`;
  }

  /** The same where the server speaks TLS. */
  get tlsUrl(): string {
    const { amqps, https } = this.ports;
    return `amqps://guest:${this.password}@localhost:${amqps}?management=${encodeURIComponent(`https://localhost:${https}`)}`;
  }

  get managementUrl(): string {
    return `http://127.0.0.1:${this.ports.management}`;
  }

  /** What the server printed; RabbitMQ's own log is beside it. */
  get logFile(): string {
    return join(this.folder, 'log', 'out');
  }

  /** The process of the server, which is a child of another one. @throws Error when it does not run */
  async pid(): Promise<number> {
    return Number(await readFile(join(this.folder, 'pid'), 'utf8'));
  }

  /** What the node itself says to an Erlang expression: the management API is some seconds behind. */
  evaluate(expression: string): Promise<string> {
    const asked = this.asking.then(() => this.ask(expression));
    this.asking = asked.catch(() => {});
    return asked;
  }

  /** Starts a server that has ended, on the same ports, with what it has stored. */
  async restart(): Promise<RabbitmqServer> {
    const { folder, ports, options } = this;
    return RabbitmqServer.start({ ...options, folder, ports });
  }

  /** Ends the server, as a crash does: what it has confirmed is on disk. Without a folder of its own, it leaves nothing. */
  readonly stop = async (): Promise<void> => {
    this.supervisor.stdin!.end();
    await this.ended;
    if (!this.options.folder) await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  };

  private async ask(expression: string): Promise<string> {
    const cookie = await readFile(join(this.folder, '.erlang.cookie'), 'utf8');
    const node = nodeOf(this.options.cluster?.name ?? 'troupe');
    const asking = run('erl_call', ['-sname', node, '-c', cookie, '-e'], {
      env: { PATH: process.env.PATH, ERL_EPMD_PORT: String(this.ports.epmd) },
      timeout: START_MS,
    });
    asking.child.stdin!.end(`${expression}.\n`);
    const [, answer] = /^\{ok, ([^]*)\}\s*$/.exec((await asking).stdout) ?? [];
    if (answer === undefined) throw new Error(`${(await asking).stdout}, asked for ${expression}`);
    return answer;
  }

  private async isReady(): Promise<void> {
    const answers = untilReady('the node', () => this.answers(), START_MS, undefined, PAUSE_MS);
    const dies = this.ended.then((ending) => Promise.reject(new Error(`it has ended (${ending})`)));
    await Promise.race([answers, dies]);
  }

  private async answers(): Promise<boolean> {
    const authorization = `Basic ${Buffer.from(`guest:${this.password}`).toString('base64')}`;
    const answer = await ask(`${this.managementUrl}/api/overview`, { headers: { authorization } }, START_MS);
    if (!answer.ok) return false;
    const { listeners } = (await answer.json()) as { listeners: { protocol: string; port: number }[] };
    return listeners.some(({ protocol, port }) => protocol === 'amqp' && port === this.ports.amqp);
  }
}

async function freePorts(): Promise<Ports> {
  const names = ['amqp', 'management', 'amqps', 'https', 'distribution', 'epmd'] as const;
  const ports = await Promise.all(names.map(async (name) => [name, await freePort()] as const));
  return Object.fromEntries(ports) as Ports;
}

/** RabbitMQ's own script ends with 0, also when its server was killed. */
async function endOf(supervisor: ChildProcess): Promise<string> {
  const [code, ending] = (await once(supervisor, 'exit')) as [number | null, string | null];
  return ending ?? (code ? `exit code ${code}` : 'its script does not say how');
}

/** @throws UserError while a process that was started on this folder runs */
async function checkUnused(folder: string): Promise<void> {
  const pid = await readFile(join(folder, 'pid'), 'utf8').then(Number, () => undefined);
  if (!pid) return;
  const isGone = async () => {
    const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return !stdout.includes(markOf(folder));
  };
  await eventually(isGone, GONE_MS, PAUSE_MS).catch(() => {
    throw new UserError(`${folder} is in use by process ${pid}: stop that process first.`);
  });
}
