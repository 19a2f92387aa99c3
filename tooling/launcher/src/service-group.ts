import type { Env, Service } from '#libs/service';
import { otlpSpans, type RuntimeOptions } from '#libs/telemetry';
import { settle, UserError, within } from '#tooling/platform';
import { restartAfterBuilds } from './dev.js';
import type { LogFiles } from './log-files.js';
import { DEBUGGER_PORT, debuggingOptions } from './debugging.js';
import type { LaunchOptions } from './launch-options.js';
import { type ServiceStarter, startAsProcess, type StartedService } from './service-process.js';
import type { Supervisor } from './supervisor.js';

/** Milliseconds in which services must stop. Together with what is stopped after them, everything ends within 10 s. */
const STOP_MS = 7_000;

/** A service to start, and its settings. */
export interface ServiceToStart {
  service: Service;
  env: Env;
}

/** A service that starts or runs, and what it was started with. */
interface Running extends ServiceToStart {
  started: Promise<StartedService>;
}

/** How a service may differ from what was built. Only faults change one. */
export interface Change {
  env?: Env;
  /** A module that is loaded before the service. */
  preload?: URL;
}

/** Every service that runs, in this process or in a process of its own. */
export class ServiceGroup {
  private readonly running: Running[] = [];
  private readonly shared: RuntimeOptions;
  /** The port of the service that exports the metrics of this process. */
  private reporter?: string;

  constructor(
    private readonly options: LaunchOptions,
    { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Env,
    private readonly logs: LogFiles,
    private readonly supervisor: Supervisor,
    private readonly print: (line: string) => void,
  ) {
    this.shared = endpoint && !options.split ? { spans: otlpSpans(endpoint) } : {};
  }

  /** Starts services; resolves when all of them are ready. */
  start(servicesToStart: ServiceToStart[]): Promise<StartedService[]> {
    for (const { service, env } of servicesToStart)
      this.running.push({ service, env, started: this.starterOf(service)(service, env) });
    return settle(this.running.map(({ started }) => started));
  }

  /** Stops every service. A service that takes too long ends with this process. */
  async stop(): Promise<void> {
    const stops = this.running.map(({ started }) => started.then((service) => service.stop()));
    await within(STOP_MS, Promise.allSettled(stops));
  }

  /** Stops every replica of one service. @throws UserError when there is no such service */
  async stopOne(name: string): Promise<void> {
    await settle(this.replicasOf(name).map(stopped));
  }

  /** Stops a service, and starts each replica changed, in a process of its own. @throws UserError as `stopOne` */
  startChanged(name: string, { env, preload }: Change): Promise<void> {
    const nodeOptions = preload ? ['--import', preload.href] : [];
    const start = startAsProcess(this.logs, this.supervisor, nodeOptions);
    return this.startAnew(name, (service, usual) => start(service, { ...usual, ...env }));
  }

  /** Stops what runs of a service, and starts it as it was. @throws UserError as `stopOne` */
  startAgain(name: string): Promise<void> {
    return this.startAnew(name);
  }

  private async startAnew(name: string, starter?: ServiceStarter): Promise<void> {
    const replicas = this.replicasOf(name);
    const again = replicas.map(async (running) => {
      await stopped(running);
      running.started = (starter ?? this.starterOf(running.service))(running.service, running.env);
      await running.started;
    });
    await settle(again).catch(async (error: unknown) => {
      if (starter) await this.startAgain(name);
      throw error;
    });
  }

  private replicasOf(name: string): Running[] {
    const replicas = this.running.filter(({ service }) => service.name === name);
    if (replicas.length) return replicas;
    throw new UserError(`There is no service ${name}: this fault belongs to a platform that has it.`);
  }

  private starterOf({ name }: Service): ServiceStarter {
    if (name === this.options.dev) return restartAfterBuilds(this.logs, this.print, this.debugging);
    return this.options.split ? startAsProcess(this.logs, this.supervisor) : this.inThisProcess;
  }

  /** The options of Node for the service that is developed. */
  private get debugging(): string[] {
    const { inspect, portOffset } = this.options;
    return inspect ? debuggingOptions(DEBUGGER_PORT + portOffset) : [];
  }

  private readonly inThisProcess: ServiceStarter = (service, env) => {
    const { shared } = this;
    const reportsProcess = (this.reporter ??= env.PORT) === env.PORT;
    return service.start(env, { ...shared, reportsProcess, logTo: this.logs.open(service.name) });
  };
}

/** What did not start needs no stop. */
const stopped = ({ started }: Running): Promise<void> =>
  started.then(
    (service) => service.stop(),
    () => {},
  );
