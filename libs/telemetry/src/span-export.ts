import { TraceFlags } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';

/** Why spans are lost: too many wait for the exporter, or the exporter could not send them. */
export const DROP_REASONS = ['queue full', 'export failed'] as const;
type DropReason = (typeof DROP_REASONS)[number];
type OnDropped = (reason: DropReason, spans: number) => void;

/** How many spans wait for the exporter at most, and how many it sends at once. */
const QUEUE = { maxQueueSize: 2_048, maxExportBatchSize: 512 };

/** Sends spans in batches, and tells each service how many of its spans are lost. All services of a process share it. */
export class SpanExport implements SpanProcessor {
  private readonly batches: BatchSpanProcessor;
  private readonly listeners = new Map<string, OnDropped>();
  private waiting = 0;

  /** @param exportMs how long one export may take, in milliseconds */
  constructor(exporter: SpanExporter, exportMs: number) {
    const counted: SpanExporter = {
      export: (spans, done) => {
        this.waiting -= spans.length;
        exporter.export(spans, (result) => {
          if (result.code !== ExportResultCode.SUCCESS) this.drop('export failed', spans);
          done(result);
        });
      },
      forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
      shutdown: () => exporter.shutdown(),
    };
    this.batches = new BatchSpanProcessor({ exporter: counted, exportTimeoutMillis: exportMs, ...QUEUE });
  }

  /** Calls `listener` for the spans of a service that are lost from now on. */
  onDropped(service: string, listener: OnDropped): void {
    this.listeners.set(service, listener);
  }

  onStart(): void {}

  /** The batches drop silently what exceeds their queue, so it is counted here. */
  onEnd(span: ReadableSpan): void {
    if (!(span.spanContext().traceFlags & TraceFlags.SAMPLED)) return;
    if (this.waiting >= QUEUE.maxQueueSize) return this.drop('queue full', [span]);
    this.waiting++;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  private drop(reason: DropReason, spans: readonly ReadableSpan[]): void {
    for (const { resource } of spans)
      this.listeners.get(String(resource.attributes['service.name']))?.(reason, 1);
  }
}
