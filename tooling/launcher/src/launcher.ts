import { DataInUseError, EmbeddedPostgres } from '#tooling/embedded-postgres';
import type { Env } from '#libs/service';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrokerPlace, isSamePlace, ownerUrlAt, placeFor, titleOf } from './broker-place.js';
import { locateDatabase, serverOptions } from './embedded-server.js';
import { DEBUGGER_PORT } from './debugging.js';
import type { LaunchOptions } from './launch-options.js';
import type { Started } from './launcher-api.js';
import { LogFollower } from './log-follower.js';
import { LogRotation } from './log-rotation.js';
import { LogFiles } from './log-files.js';
import { readyText } from './ready-text.js';
import { discoverRegistry, type Registry } from './registry.js';
import type { ServiceGroup } from './service-group.js';
import { ServiceSettings } from './service-settings.js';
import { interrupted, OwnRabbitmq } from './own-rabbitmq.js';
import { checkBroker, checkDrained, checkEmpty, withBroker } from './servers.js';
import { infrastructureRows, serviceRow, type TableRow } from './start-table.js';
import type { StatePaths } from './state-paths.js';
import { Supervisor } from './supervisor.js';
import {
  checkPortsAreFree,
  checkPortsAreReachable,
  displayPath,
  HOST,
  LAUNCHER_PORT,
  type Listener,
  makeFolder,
  MOUNTEBANK_PORT,
  POSTGRES_PORT,
  RABBITMQ_MANAGEMENT_PORT,
  RABBITMQ_PORT,
  Secrets,
  settle,
  UserError,
} from '#tooling/platform';

/** Loading modules blocks this thread, and PostgreSQL needs the thread for a moment until its own process runs. */
const HEAD_START_MS = 50;

interface Stoppable {
  stop(): Promise<unknown>;
}

/** The servers of a run. */
interface Servers {
  postgres: EmbeddedPostgres;
  /** The RabbitMQ that the launcher has started, if the events go through one. */
  rabbitmq: OwnRabbitmq | undefined;
  /** The URL of the broker's owner. */
  brokerUrl: string;
}

/**
 * Starts PostgreSQL, RabbitMQ if the events go through it, the third parties and every service, starts again what dies in a process of its own, and stops
 * everything in reverse order. What is slow to load is imported late, while PostgreSQL starts beside it.
 */
export class Launcher {
  private readonly logs: LogFiles;
  private readonly supervisor: Supervisor;
  private readonly failure = Promise.withResolvers<never>();
  private readonly starting: Promise<Stoppable>[] = [];

  /** @param print shows a line of progress */
  constructor(
    private readonly options: LaunchOptions,
    private readonly paths: StatePaths,
    private readonly env: Env,
    private readonly print: (line: string) => void,
  ) {
    this.logs = new LogFiles(paths);
    this.supervisor = new Supervisor(print, this.failure.reject);
    this.failure.promise.catch(() => {}); // nobody listens before the services start
  }

  /**
   * Starts everything.
   * @param signal aborts the start, though not while databases are created
   * @returns a row for each service and for what services use
   */
  async start(signal: AbortSignal): Promise<TableRow[]> {
    const before = this.paths.brokerPlace();
    const place = placeFor(this.options.broker ?? before.engine, this.env);
    checkBroker(place, before, this.paths, this.env);
    const isNew = !existsSync(await locateDatabase(this.paths, this.env));
    const found = isNew ? await this.findBeforeFirstStart(place) : undefined;
    makeFolder(this.paths.logs);
    const [postgres, rabbitmq, registry, secrets] = await settle([
      this.startPostgres(),
      this.startRabbitmq(place),
      found ? Promise.resolve(found) : this.findRegistry(),
      Secrets.open(this.paths.secrets),
    ]);
    signal.throwIfAborted();
    const brokerUrl = rabbitmq?.url ?? (place.at ? ownerUrlAt(place.at, this.env) : postgres.url());
    const servers = { postgres, rabbitmq, brokerUrl };
    await this.moveTo(place, before, isNew, servers);
    const [, thirdParties] = await settle([
      this.provision(servers, registry, secrets),
      this.startThirdParties(registry),
    ]);
    signal.throwIfAborted();
    const starting = this.startServices(servers, registry, secrets);
    const { rows, group } = await Promise.race([starting, aborted(signal), this.failed]);
    const closeBroker = closerOf(place, rabbitmq);
    await this.startApi({
      paths: this.paths,
      postgres,
      closeBroker,
      registry,
      secrets,
      ...thirdParties,
      group,
    });
    const brokerRow = rabbitmq && {
      url: rabbitmq.managementUrl,
      hint: `log in as guest, with the password in ${displayPath(this.paths.rabbitmq)}/password`,
    };
    return [
      ...rows,
      ...infrastructureRows(postgres, registry, this.options.portOffset, this.paths, brokerRow),
    ];
  }

  /** Rejects with a UserError when something has died too often and is not started again. */
  get failed(): Promise<never> {
    return this.failure.promise;
  }

  /** Stops everything, also what is still starting. */
  async stop(): Promise<void> {
    this.supervisor.end();
    for (const starting of this.starting.reverse()) {
      // What failed to start needs no stop, and start() has thrown its error.
      await starting.then((started) => started.stop()).catch(() => {});
    }
  }

  private async startPostgres(): Promise<EmbeddedPostgres> {
    const { portOffset } = this.options;
    const port = POSTGRES_PORT + portOffset;
    const starting = EmbeddedPostgres.start({ ...serverOptions(this.paths, this.env), port }).catch(
      (error: unknown) => {
        throw error instanceof DataInUseError ? new UserError(runsAlready(this.paths, error)) : error;
      },
    );
    await this.track(starting.then((server) => this.supervisePostgres(server)));
    const postgres = await starting;
    this.watchLogs(postgres);
    await this.paths.saveLaunch({ portOffset });
    this.print(`PostgreSQL answers on port ${port}`);
    return postgres;
  }

  private async startRabbitmq({ engine, at }: BrokerPlace): Promise<OwnRabbitmq | undefined> {
    if (engine === 'postgres' || at) return undefined;
    const { portOffset } = this.options;
    const ports = { amqp: RABBITMQ_PORT + portOffset, management: RABBITMQ_MANAGEMENT_PORT + portOffset };
    const folder = this.paths.rabbitmq;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const rabbitmq = await this.track(OwnRabbitmq.start({ folder, ports }, this.supervisor));
    this.print(`RabbitMQ answers on port ${ports.amqp}`);
    return rabbitmq;
  }

  /**
   * Remembers where the events are from now on.
   * @throws UserError while some wait where they were, or others where they are to be
   */
  private async moveTo(
    place: BrokerPlace,
    before: BrokerPlace,
    isNew: boolean,
    { postgres, brokerUrl }: Servers,
  ): Promise<void> {
    if (!isSamePlace(place, before)) {
      const server = { databases: postgres.url(), isRunning: false };
      const check = (url: string) => checkDrained(before, url, this.paths);
      await withBroker(before, this.paths, this.env, server, check);
      if (place.at) await checkEmpty(place, brokerUrl);
      if (!isNew) this.print(`Events go from ${titleOf(before)} to ${titleOf(place)}, which takes over`);
    }
    await this.paths.saveBrokerPlace(place);
  }

  /** Keeps logs from growing without end, and shows the failures in them: all of them to who changes a service. */
  private watchLogs({ dataDir }: EmbeddedPostgres): void {
    void this.track(Promise.resolve(new LogRotation(this.paths.logs, [`${dataDir}.log`]).start()));
    const isDetailed = Boolean(this.options.dev);
    void this.track(Promise.resolve(new LogFollower(this.paths, this.print, { isDetailed }).start()));
  }

  private supervisePostgres(postgres: EmbeddedPostgres): Stoppable {
    const restart = () => postgres.restart().then(() => postgres);
    const logFile = `${postgres.dataDir}.log`;
    return this.supervisor.supervise(postgres, { name: 'PostgreSQL', logFile, restart });
  }

  /** Finds what to start first when there is no state yet, so that a start that is refused leaves nothing behind. */
  private findBeforeFirstStart({ engine, at }: BrokerPlace): Promise<Registry> {
    const rabbitmq = [
      { name: 'RabbitMQ', port: RABBITMQ_PORT },
      { name: 'the management of RabbitMQ', port: RABBITMQ_MANAGEMENT_PORT },
    ];
    const isOwn = engine === 'rabbitmq' && !at;
    return this.findRegistry([{ name: 'PostgreSQL', port: POSTGRES_PORT }, ...(isOwn ? rabbitmq : [])]);
  }

  /**
   * Finds what to start.
   * @param others what else needs a port that must be free
   * @throws UserError when a port is in use, or needed twice, or when a setting is missing or wrong
   */
  private async findRegistry(others: Listener[] = []): Promise<Registry> {
    await sleep(HEAD_START_MS);
    const { portOffset } = this.options;
    const registry = await discoverRegistry();
    checkPortsAreReachable(registry.services, portOffset);
    const needed = [
      ...others,
      { name: 'Mountebank', port: MOUNTEBANK_PORT },
      { name: 'the launcher', port: LAUNCHER_PORT },
      ...(this.options.inspect ? [{ name: 'the debugger', port: DEBUGGER_PORT }] : []),
      ...registry.thirdParties,
      ...registry.services,
    ];
    await checkPortsAreFree(
      needed.map(({ name, port }) => ({ name, port: port + portOffset })),
      portOffset,
    );
    await this.checkSettings(registry);
    return registry;
  }

  /** @throws UserError with the settings of all services that are missing or wrong */
  private async checkSettings(registry: Registry): Promise<void> {
    const { databaseServerAt } = await import('./job.js');
    const server = databaseServerAt(`postgres://${HOST}:${POSTGRES_PORT}`);
    const secrets = await Secrets.open(this.paths.secrets);
    const { portOffset } = this.options;
    new ServiceSettings(this.env, registry, secrets, server, portOffset).check();
  }

  private async provision(
    { postgres, rabbitmq, brokerUrl }: Servers,
    { services }: Registry,
    secrets: Secrets,
  ): Promise<void> {
    const { provisionPlatform } = await import('#libs/service');
    const { clearFaults } = await import('#tooling/faults');
    await clearFaults({ databaseUrl: (name) => postgres.url(name) });
    const provisioning = provisionPlatform(
      postgres.url(),
      services,
      (name) => secrets.password(name),
      brokerUrl,
    );
    await provisioning.catch((error: unknown) => {
      throw rabbitmq ? interrupted(error, rabbitmq.logFile) : error;
    });
    const keepers = services.filter(({ isStateless }) => !isStateless);
    this.print(`${keepers.length} databases and the broker are up to date`);
  }

  private async startThirdParties({
    thirdParties,
  }: Registry): Promise<Pick<Started, 'mountebank' | 'standIns'>> {
    const { Mountebank } = await import('#tooling/mountebank');
    const { portOffset } = this.options;
    const mountebank = await this.track(
      Mountebank.start({ port: MOUNTEBANK_PORT + portOffset, logFile: this.paths.logOf('mountebank') }),
    );
    const standIns = await settle(
      thirdParties.map(async ({ name, port, imposter }) => {
        const running = await mountebank.add({ ...imposter, port: port + portOffset });
        return [name, { imposter, running }] as const;
      }),
    );
    this.print(`Mountebank stands in for the ${thirdParties.map(({ title }) => title).join(' and the ')}`);
    return { mountebank, standIns: new Map(standIns) };
  }

  private async startServices(
    { postgres, brokerUrl }: Servers,
    registry: Registry,
    secrets: Secrets,
  ): Promise<{ rows: TableRow[]; group: ServiceGroup }> {
    const { ServiceGroup } = await import('./service-group.js');
    const { databaseServerAt } = await import('./job.js');
    const server = databaseServerAt(postgres.url(), brokerUrl);
    const settings = new ServiceSettings(
      this.env,
      registry,
      secrets,
      server,
      this.options.portOffset,
      this.paths.advisedOptions,
    );
    const servicesToStart = await settings.servicesToStart(this.options.scale);
    await secrets.save();
    const group = new ServiceGroup(this.options, this.env, this.logs, this.supervisor, this.print);
    this.starting.push(Promise.resolve(group));
    const running = await group.start(servicesToStart);
    this.print(readyText(servicesToStart.map(({ service }) => service)));
    const publicUrlOf = (name: string) =>
      settings.publicUrlOf(servicesToStart.find(({ service }) => service.name === name)!.service);
    const rows = running.map((one) => serviceRow(one, publicUrlOf(one.name)));
    return { rows: await settle(rows), group };
  }

  /** Its port is asked for before anything starts, so that only another program's start in between can take it. */
  private async startApi(started: Started): Promise<void> {
    const { startLauncherApi } = await import('./launcher-api.js');
    await this.track(startLauncherApi(started));
  }

  /** Remembers what is starting, so that `stop` stops it. */
  private track<Started extends Stoppable>(starting: Promise<Started>): Promise<Started> {
    this.starting.push(starting);
    return starting;
  }
}

const runsAlready = ({ data }: StatePaths, { pid }: DataInUseError): string =>
  `The platform runs already on ${displayPath(data)} (process ${pid}): stop it first, or start another one with --data DIR and --port-offset N.`;

/** Makes the broker unreachable for a while; undefined when it is a database. */
function closerOf({ at }: BrokerPlace, rabbitmq?: OwnRabbitmq): Started['closeBroker'] {
  if (at)
    return () => {
      throw new UserError(`RabbitMQ at ${at} is not this launcher's to stop.`);
    };
  return rabbitmq && (() => rabbitmq.pause());
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
