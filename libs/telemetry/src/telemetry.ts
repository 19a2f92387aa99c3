import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { createLog, type DestinationStream, type Logger } from './log.js';
import { Metrics } from './metrics.js';
import { Tracing } from './tracing.js';

/** What a process shares with every service that runs in it. */
export interface RuntimeOptions {
  /** Where log lines go; standard output unless given. */
  logTo?: DestinationStream;
  /** Where spans go; nowhere unless given. */
  spans?: SpanProcessor | undefined;
  /** True for the one service of a process that also exports the metrics of the process: CPU, memory, event loop. */
  reportsProcess?: boolean;
}

/** One service's log, spans and metrics. Services that share a process share none of them. */
export class Telemetry {
  readonly log: Logger;
  readonly tracing: Tracing;
  readonly metrics: Metrics;

  constructor(
    readonly service: string,
    logLevel = 'info',
    { logTo, spans, reportsProcess }: RuntimeOptions = {},
  ) {
    this.log = createLog(service, logLevel, logTo);
    this.tracing = new Tracing(service, spans);
    this.metrics = new Metrics(service);
    if (reportsProcess) this.metrics.collectProcess();
  }
}
