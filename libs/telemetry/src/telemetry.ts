import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { createLog, type DestinationStream, type Logger } from './log.js';
import { LogOutput } from './log-output.js';
import { Metrics } from './metrics.js';
import { DROP_REASONS, SpanExport } from './span-export.js';
import { Tracing } from './tracing.js';

/** What a process shares with every service that runs in it. */
export interface RuntimeOptions {
  /** Where log lines go: a file descriptor, or a listener. Standard output unless given. */
  logTo?: number | DestinationStream;
  /** Where spans go; nowhere unless given. */
  spans?: SpanProcessor | undefined;
  /** What runs: attributes of every span, besides the name of the service. */
  resource?: Record<string, string>;
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
    { logTo = process.stdout.fd, spans, resource, reportsProcess }: RuntimeOptions = {},
  ) {
    this.tracing = new Tracing(service, spans, resource);
    this.metrics = new Metrics(service);
    this.log = createLog(service, logLevel, typeof logTo === 'number' ? this.outputTo(logTo) : logTo);
    if (spans instanceof SpanExport) this.countDroppedSpans(spans);
    if (reportsProcess) this.metrics.collectProcess();
  }

  private countDroppedSpans(spans: SpanExport): void {
    const dropped = this.metrics.count('spans_dropped_total', 'Spans that could not be exported', {
      reason: DROP_REASONS,
    });
    spans.onDropped(this.service, (reason, lost) => dropped.add({ reason }, lost));
  }

  private outputTo(fd: number): LogOutput {
    const dropped = this.metrics.count('log_lines_dropped_total', 'Log lines that could not be written');
    return new LogOutput(fd, {
      onDrop: () => dropped.add(),
      onRecovery: (lines) => this.log.warn({ lines }, 'log lines were lost while they could not be written'),
    });
  }
}
