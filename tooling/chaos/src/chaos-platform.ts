import { openBrokerAdmin } from '#libs/messaging';
import {
  declareTopology,
  type Env,
  provisionBroker,
  provisionService,
  type Service,
  unlimited,
} from '#libs/service';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import {
  databaseServerAt,
  discoverRegistry,
  LogFiles,
  Operator,
  type Registry,
  ServiceSettings,
  StatePaths,
} from '#tooling/launcher';
import { type Imposter, Mountebank, type RunningImposter, urlOf } from '#tooling/mountebank';
import {
  ask,
  ChildProcess,
  DIST,
  eventually,
  HOST,
  IsolatedRun,
  MOUNTEBANK_PORT,
  POSTGRES_PORT,
  Secrets,
  untilReady,
} from '#tooling/platform';
import { closeSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrokerServer, type EngineName, startBroker } from './engine.js';
import { Part } from './part.js';
import { patched, preload } from './preload.js';
import { Ways } from './ways.js';

/** How long a lease of the broker lasts here, in milliseconds, so that nobody waits half a minute after each kill. */
export const LEASE_MS = 4_000;
/** Long enough for every outage of a run; an attempt that comes late costs time. */
const RETRY_SCHEDULE = '300ms,700ms,1s,2s,3s,5s,8s,13s,20s,30s,60s';
const READY_MS = 120_000;
const TOKEN_MS = 120_000;
/** The one process that has every service, unless each has its own. */
const ALL_SERVICES = 'services';

const built = (file: string): string => pathToFileURL(join(DIST, file)).href;
/** The limit of a handler, and how much longer a claim in the table of retries lasts, here and by default. */
const LIMITS = [
  ['HANDLER_LIMIT_MS = 30_000', 'HANDLER_LIMIT_MS = 10_000'],
  ['LEASE_MARGIN_MS = 15_000', 'LEASE_MARGIN_MS = 5_000'],
] as const;
const SHORT_LEASES = `data:text/javascript,import { INTERVALS } from '${built('libs/messaging/src/engines/postgres-intervals.js')}'; Object.assign(INTERVALS, { leaseMs: ${LEASE_MS} });`;

export interface PlatformOptions {
  engine: EngineName;
  /** Whether each service has a process of its own. */
  isSplit: boolean;
  /** The services with two replicas. Only those that have a process of their own can. */
  doubled?: readonly string[];
  /** The service that is neither declared nor started before `introduce`. */
  late?: string | undefined;
}

/** A third party: what stands in for it, and what it was told to answer. */
interface StandIn {
  imposter: Imposter;
  running: RunningImposter;
}

/**
 * The whole platform, as built, each of its parts at hand: processes, the server of the databases, and a way between every two
 * parts. Leases are short; nothing else differs from `npm start`.
 */
export class ChaosPlatform {
  readonly parts = new Map<string, Part>();
  readonly standIns = new Map<string, StandIn>();
  ways!: Ways;
  private envs: { service: Service; env: Env }[] = [];
  private operator!: Operator;
  private operatorSince = 0;
  private readonly duplicatesLog: string;
  /** Where the services of each process answer. */
  private readonly portsOf = new Map<string, string[]>();

  private constructor(
    private readonly options: PlatformOptions,
    private readonly run: IsolatedRun,
    private readonly paths: StatePaths,
    private readonly registry: Registry,
    readonly postgres: EmbeddedPostgres,
    readonly broker: BrokerServer,
    private readonly secrets: Secrets,
    private readonly mountebank: Mountebank,
  ) {
    this.duplicatesLog = join(run.data, 'duplicates');
  }

  /** Starts it; resolves when every service is ready but the late one. */
  static async open(options: PlatformOptions): Promise<ChaosPlatform> {
    const run = await IsolatedRun.open();
    const paths = new StatePaths(run.data, run.portOffset);
    await mkdir(paths.logs);
    const registry = await discoverRegistry();
    const port = POSTGRES_PORT + run.portOffset;
    const postgres = await EmbeddedPostgres.start({ dataDir: paths.postgres, port });
    const broker = await startBroker(options.engine, postgres, paths.rabbitmq);
    const secrets = await Secrets.open(paths.secrets);
    const mountebank = await Mountebank.start({
      port: MOUNTEBANK_PORT + run.portOffset,
      logFile: paths.logOf('mountebank'),
    });
    const platform = new ChaosPlatform(options, run, paths, registry, postgres, broker, secrets, mountebank);
    try {
      await platform.assemble();
      return platform;
    } catch (error) {
      await platform.stop();
      throw error;
    }
  }

  get services(): Service[] {
    return this.registry.services;
  }

  /** The services that keep anything. */
  get storing(): Service[] {
    return this.services.filter(({ isStateless }) => !isStateless);
  }

  /** The names of the processes that may be killed. */
  get partNames(): string[] {
    return [...this.parts.keys()];
  }

  /** @throws Error when there is no such process */
  part(name: string): Part {
    const found = this.parts.get(name) ?? this.parts.get(ALL_SERVICES);
    if (found) return found;
    throw new Error(`There is no process ${name}: choose one of ${this.partNames.join(', ')}.`);
  }

  /** Where a service answers: its first replica. */
  urlOf(name: string): string {
    return this.urlsOf(name)[0]!;
  }

  /** Where the replicas of a service answer. @throws Error when there is no such service */
  urlsOf(name: string): string[] {
    const urls = this.envs
      .filter(({ service }) => service.name === name)
      .map(({ env }) => `http://${HOST}:${env.PORT}`);
    if (urls.length) return urls;
    throw new Error(`There is no service ${name}.`);
  }

  /** The URL of a database for the owner of the server. */
  databaseUrl(name: string): string {
    return this.postgres.url(name);
  }

  brokerUrlOf(service: string): string {
    return databaseServerAt(this.broker.ownerUrl).brokerUrl(service, this.secrets.password(service));
  }

  operatorToken(): Promise<string> {
    if (performance.now() - this.operatorSince > TOKEN_MS) {
      this.operator = new Operator(this.paths, this.registry);
      this.operatorSince = performance.now();
    }
    return this.operator.tokenForAll();
  }

  /** How many redeliveries the inboxes have absorbed. */
  get absorbed(): number {
    return readFileSync(this.duplicatesLog, 'utf8').split('\n').length - 1;
  }

  /** A file of this run that does not exist yet. */
  async emptyFile(name: string): Promise<string> {
    const file = join(this.run.data, name);
    await writeFile(file, '');
    return file;
  }

  /** The size of the log of a service, in bytes. */
  async logOf(service: string): Promise<string> {
    return readFile(this.paths.logOf(this.options.isSplit ? service : ALL_SERVICES), 'utf8');
  }

  /** Declares and starts the service that is late. Nothing happens when it was before. */
  async introduce(): Promise<void> {
    const { late } = this.options;
    const service = this.services.find(({ name }) => name === late);
    if (!service || this.parts.has(service.name)) return;
    await eventually(() => this.declare([service]).then(() => true)); // PostgreSQL may be away meanwhile
    this.startParts([service]);
  }

  /** Mends what was done: every way is open, every process runs, and every service is ready. */
  async heal(): Promise<void> {
    await this.ways.restore();
    for (const part of this.parts.values()) part.resume();
    await this.introduce();
    await this.ready();
  }

  /** Resolves when every service that was started is ready, or those of one process. */
  async ready(parts: Iterable<string> = this.parts.keys()): Promise<void> {
    const ports = [...parts].flatMap((name) => this.portsOf.get(this.part(name).name) ?? []);
    const areReady = async () => {
      for (; ports[0]; ports.shift()) await checkReady(`http://${HOST}:${ports[0]}`);
      return true;
    };
    await untilReady('The platform', areReady, READY_MS);
  }

  /** How parts ended by themselves. */
  get crashes(): string[] {
    return [...this.parts.values()].flatMap(({ crashes }) => crashes);
  }

  /** Stops everything, and deletes its data. */
  async stop(): Promise<void> {
    await Promise.all([...this.parts.values()].map((part) => part.kill()));
    await this.ways?.close();
    await this.mountebank.stop();
    await this.broker.stop();
    await this.postgres.stop();
    await this.run.close();
  }

  private async assemble(): Promise<void> {
    await writeFile(this.duplicatesLog, '');
    await provisionBroker(this.broker.ownerUrl);
    await this.declare(this.services.filter(({ name }) => name !== this.options.late));
    await this.startThirdParties();
    this.ways = await this.openWays();
    this.envs = await this.settings();
    await this.secrets.save();
    this.startParts(this.services.filter(({ name }) => name !== this.options.late));
    await this.ready();
  }

  /** Makes the databases of services, and tells the broker what they say and hear, and who else does. */
  private async declare(services: Service[]): Promise<void> {
    const declared = services.filter(({ isStateless }) => !isStateless);
    for (const service of declared)
      await provisionService(this.postgres.url(), service, this.secrets.password(service.name));
    const broker = openBrokerAdmin(this.broker.ownerUrl);
    for (const { name } of declared) await broker.admit(name, this.secrets.password(name));
    await declareTopology(this.broker.ownerUrl, declared, this.storing);
  }

  private async startThirdParties(): Promise<void> {
    for (const { name, port, imposter } of this.registry.thirdParties) {
      const running = await this.mountebank.add({ ...imposter, port: port + this.run.portOffset });
      this.standIns.set(name, { imposter, running });
    }
  }

  private openWays(): Promise<Ways> {
    const called = new Set(
      this.services.flatMap(({ settings }) => Object.values(settings).flatMap(({ peer }) => peer ?? [])),
    );
    const callees = this.services.filter(({ name }) => called.has(name));
    const urls = callees.map(({ name, port }) => [name, this.run.url(port)] as const);
    return Ways.open(
      this.storing,
      { database: this.postgres.url(), broker: this.broker.ownerUrl },
      new Map(urls),
    );
  }

  private async settings(): Promise<{ service: Service; env: Env }[]> {
    const limits: Env = Object.assign({}, ...this.services.map(({ settings }) => unlimited(settings)));
    const env = { ...process.env, ...limits, LOG_LEVEL: 'info', RETRY_SCHEDULE };
    const servers = this.ways.through(databaseServerAt(this.postgres.url(), this.broker.ownerUrl));
    const scale = new Map(this.options.doubled?.map((name) => [name, 2]));
    const settings = new ServiceSettings(env, this.registry, this.secrets, servers, this.run.portOffset);
    const toStart = await settings.servicesToStart(scale);
    return toStart.map((one) => ({ ...one, env: this.ways.among(one.service, one.env) }));
  }

  /** One that is late has a process of its own in any case. */
  private startParts(services: Service[]): void {
    const isOne = !this.options.isSplit && services.length > 1;
    const made = isOne ? [this.onePart(services)] : services.flatMap((service) => this.partsOf(service));
    for (const part of made) {
      this.parts.set(part.name, part);
      part.start();
    }
  }

  private partsOf({ name }: Service): Part[] {
    const replicas = this.envs.filter(({ service }) => service.name === name);
    const main = join(DIST, `apps/${name}/src/main.js`);
    return replicas.map(({ env }, at) => {
      const part = at ? `${name}#${at + 1}` : name;
      this.portsOf.set(part, [env.PORT!]);
      return this.newPart(part, name, main, env);
    });
  }

  private onePart(services: Service[]): Part {
    const together = this.envs.filter(({ service }) => services.includes(service));
    const envs = Object.fromEntries(together.map(({ service, env }) => [service.name, env]));
    this.portsOf.set(
      ALL_SERVICES,
      together.map(({ env }) => env.PORT!),
    );
    const main = join(DIST, 'tooling/chaos/src/one-process.js');
    return this.newPart(ALL_SERVICES, ALL_SERVICES, main, { ...process.env, SERVICES: JSON.stringify(envs) });
  }

  private newPart(name: string, log: string, main: string, env: Env): Part {
    const duplicates = preload('tooling/chaos/src/preloads/duplicates.js', { log: this.duplicatesLog });
    const logs = new LogFiles(this.paths);
    return new Part(name, (preloads) => {
      const output = logs.open(log);
      const limits = LIMITS.map(([was, becomes]) =>
        patched({ file: 'libs/messaging/src/time-limits.js', was, becomes }),
      );
      const imports = [SHORT_LEASES, ...[...limits, duplicates, ...preloads].map(({ href }) => href)];
      const args = ['--enable-source-maps', ...imports.flatMap((url) => ['--import', url]), main];
      try {
        return ChildProcess.startNode(name, args, { env, output });
      } finally {
        closeSync(output);
      }
    });
  }
}

async function checkReady(url: string): Promise<void> {
  const answer = await ask(`${url}/health/ready`);
  if (answer.ok) return;
  throw new Error(`${url} is not ready: ${await answer.text()}`);
}

/** Where a third party answers. */
export const standInUrl = ({ imposter, running }: StandIn): string => urlOf(imposter, running.port);
