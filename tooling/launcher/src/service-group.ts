import type { Env, Service } from '#libs/service';
import { otlpSpans, type RuntimeOptions } from '#libs/telemetry';
import { restarting } from './dev.js';
import type { LogFiles } from './log-files.js';
import type { Options } from './options.js';
import { settle } from '#tooling/platform';
import { processOf, type Started, type Starter } from './service-process.js';

/** Services get this long to finish; with what is stopped after them, everything ends within 10 s. */
const STOP_MS = 7_000;

/** One service to start, and its settings. */
export interface ServiceToStart {
  service: Service;
  env: Env;
}

/** Every service that runs, in this process or in its own. */
export class ServiceGroup {
  private readonly starting: Promise<Started>[] = [];
  private readonly shared: RuntimeOptions;
  private reportsProcess = true;

  constructor(
    private readonly options: Pick<Options, 'split' | 'dev'>,
    { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Env,
    private readonly logs: LogFiles,
    private readonly say: (line: string) => void,
  ) {
    this.shared = endpoint && !options.split ? { spans: otlpSpans(endpoint) } : {};
  }

  /** Resolves when all of them are ready. */
  start(servicesToStart: ServiceToStart[]): Promise<Started[]> {
    for (const { service, env } of servicesToStart) this.starting.push(this.starterOf(service)(service, env));
    return settle(this.starting);
  }

  /** Those that do not finish in time are left to the end of this process, which is near. */
  async stop(): Promise<void> {
    const stops = this.starting.map((starting) => starting.then((service) => service.stop()));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, STOP_MS)));
    await Promise.race([late, Promise.allSettled(stops)]);
    clearTimeout(timer);
  }

  private starterOf({ name }: Service): Starter {
    const inItsOwn = processOf(this.logs, this.say);
    if (name === this.options.dev) return restarting(inItsOwn, this.say);
    return this.options.split ? inItsOwn : this.inThisProcess;
  }

  private readonly inThisProcess: Starter = (service, env) => {
    const { shared, reportsProcess } = this;
    this.reportsProcess = false;
    return service.start(env, { ...shared, reportsProcess, logTo: this.logs.stream(service.name) });
  };
}
