import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import type { Env } from '#libs/service';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { discover, type Registry } from './registry.js';
import { embedded } from './embedded-server.js';
import { ServiceSettings } from './service-settings.js';
import { LogFiles } from './log-files.js';
import type { Options } from './options.js';
import { StatePaths } from './state-paths.js';
import { checkPorts, MOUNTEBANK_PORT, POSTGRES_PORT, Secrets, settle, UserError } from '#tooling/platform';
import { infrastructure, operationsOf, type Row } from './table.js';

/** Loading modules blocks this thread, and PostgreSQL needs it for a moment until it runs beside it. */
const HEAD_START_MS = 50;

interface Stoppable {
  stop(): Promise<unknown>;
}

/**
 * Brings up PostgreSQL, the outside world and every service, and takes them down in the opposite order. What is slow to
 * load is imported late, while PostgreSQL starts beside it.
 */
export class Launcher {
  private readonly paths: StatePaths;
  private readonly logs: LogFiles;
  private readonly begun: Promise<Stoppable>[] = [];

  constructor(
    private readonly options: Options,
    private readonly env: Env,
    private readonly say: (line: string) => void,
  ) {
    this.paths = new StatePaths(options.data);
    this.logs = new LogFiles(this.paths);
  }

  /** @param signal ends the start, though not while databases are being made */
  async start(signal: AbortSignal): Promise<Row[]> {
    await mkdir(this.paths.logs, { recursive: true });
    const [postgres, registry, secrets] = await settle([
      this.startPostgres(),
      this.findPlayers(),
      Secrets.open(this.paths.secrets),
    ]);
    signal.throwIfAborted();
    await settle([this.provision(postgres, registry, secrets), this.startOutsideWorld(registry)]);
    signal.throwIfAborted();
    const rows = await Promise.race([this.startServices(postgres, registry, secrets), aborted(signal)]);
    return [...rows, ...infrastructure(postgres, registry, this.options.portOffset)];
  }

  /** Ends whatever was begun, also what has not come up yet. */
  async stop(): Promise<void> {
    for (const starting of this.begun.reverse()) {
      // What did not start needs no end, and start() has told why.
      await starting.then((begun) => begun.stop()).catch(() => {});
    }
    await this.logs.close();
  }

  private async startPostgres(): Promise<EmbeddedPostgres> {
    const { portOffset } = this.options;
    const port = POSTGRES_PORT + portOffset;
    const postgres = await this.begin(EmbeddedPostgres.start({ ...embedded(this.paths, this.env), port }));
    await this.paths.saveLaunch({ portOffset });
    this.say(`PostgreSQL answers on port ${port}`);
    return postgres;
  }

  /** Who plays; everyone's place must be free. */
  private async findPlayers(): Promise<Registry> {
    await sleep(HEAD_START_MS);
    const { portOffset, scale, dev } = this.options;
    const registry = await discover();
    const names = registry.services.map(({ name }) => name);
    const unknown = [...scale.keys(), ...(dev ? [dev] : [])].find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new UserError(`There is no service ${unknown}: there are ${names.join(', ')}.`);
    const paths = [
      { name: 'Mountebank', port: MOUNTEBANK_PORT },
      ...registry.thirdParties,
      ...registry.services,
    ];
    await checkPorts(paths.map(({ name, port }) => ({ name, port: port + portOffset })));
    return registry;
  }

  private async provision(
    postgres: EmbeddedPostgres,
    { services }: Registry,
    secrets: Secrets,
  ): Promise<void> {
    const { provisionBroker, provisionService } = await import('#libs/service');
    const owner = postgres.url();
    const databases = services.map((service) =>
      provisionService(owner, service, secrets.password(service.name)),
    );
    await settle([provisionBroker(owner), ...databases]);
    this.say(`${services.length} databases and the broker are up to date`);
  }

  private async startOutsideWorld({ thirdParties }: Registry): Promise<void> {
    const { Mountebank } = await import('#tooling/third-parties');
    const { portOffset } = this.options;
    const mountebank = await this.begin(
      Mountebank.start({ port: MOUNTEBANK_PORT + portOffset, logFile: this.paths.logOf('mountebank') }),
    );
    await settle(
      thirdParties.map(({ port, imposter }) => mountebank.add({ ...imposter, port: port + portOffset })),
    );
    this.say(`Mountebank plays the outside world: ${thirdParties.map(({ title }) => title).join(', ')}`);
  }

  private async startServices(
    postgres: EmbeddedPostgres,
    registry: Registry,
    secrets: Secrets,
  ): Promise<Row[]> {
    const { ServiceGroup } = await import('./service-group.js');
    const { serverAt } = await import('./job.js');
    const server = serverAt(postgres.url());
    const settings = new ServiceSettings(this.env, registry, secrets, server, this.options.portOffset);
    const servicesToStart = await settings.servicesToStart(this.options.scale);
    await secrets.save();
    const group = await this.begin(
      Promise.resolve(new ServiceGroup(this.options, this.env, this.logs, this.say)),
    );
    const running = await group.start(servicesToStart);
    this.say(`${running.length} services are ready`);
    return settle(running.map(async ({ name, url }) => ({ name, url, hint: await operationsOf(url) })));
  }

  private begin<Begun extends Stoppable>(starting: Promise<Begun>): Promise<Begun> {
    this.begun.push(starting);
    return starting;
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
