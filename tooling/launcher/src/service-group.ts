import type { Env, Service } from '#libs/service';
import { otlpSpans, type RuntimeOptions } from '#libs/telemetry';
import { settle, within } from '#tooling/platform';
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

/** Every service that runs, in this process or in a process of its own. */
export class ServiceGroup {
  private readonly starting: Promise<StartedService>[] = [];
  private readonly shared: RuntimeOptions;
  private reportsProcess = true;

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
    for (const { service, env } of servicesToStart) this.starting.push(this.starterOf(service)(service, env));
    return settle(this.starting);
  }

  /** Stops every service. A service that takes too long ends with this process. */
  async stop(): Promise<void> {
    const stops = this.starting.map((starting) => starting.then((service) => service.stop()));
    await within(STOP_MS, Promise.allSettled(stops));
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
    const { shared, reportsProcess } = this;
    this.reportsProcess = false;
    return service.start(env, { ...shared, reportsProcess, logTo: this.logs.open(service.name) });
  };
}
