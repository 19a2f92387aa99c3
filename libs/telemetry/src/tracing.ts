import {
  type Attributes,
  type Context,
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  ParentBasedSampler,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { causeOf, CORRELATION_KEY, newId, withCause } from './cause.js';
import { errorName } from './error-name.js';
import { SpanExport } from './span-export.js';

/** Header names to values, as HTTP headers or as an event's metadata. */
export type Carrier = Record<string, string | string[] | undefined>;

/** How a span starts. */
export interface SpanOptions {
  kind: SpanKind;
  attributes?: Attributes;
  /** The parent's context; the active one unless given. */
  parent?: Context;
  /** True for work that starts a trace of its own, because it is not prompt: a replay, a timer. */
  root?: boolean;
  /** Spans that led to it without being its parent. */
  links?: Link[];
}

const propagator = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});

/** Without an exporter, a new trace has ids for logs and for other services, but records no spans. */
const idsOnly = new ParentBasedSampler({ root: new AlwaysOffSampler() });

/** Sets the correlation ID on every span, because Zipkin finds a business process by this tag. */
const correlation: SpanProcessor = {
  onStart(span, parent) {
    const cause = causeOf(parent);
    if (cause) span.setAttribute(CORRELATION_KEY, cause.correlationId);
  },
  onEnd() {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/** How long one export of spans may take, in milliseconds. */
export const EXPORT_MS = 4_000;

/**
 * Sends spans by OTLP over http/protobuf to `/v1/traces` of `endpoint`; Zipkin receives them through its OTLP module.
 * All services of a process share one processor. An export that takes longer than `exportMs` is given up.
 */
export const otlpSpans = (endpoint: string, exportMs = EXPORT_MS): SpanExport =>
  new SpanExport(
    new OTLPTraceExporter({
      url: new URL('v1/traces', endpoint.replace(/\/?$/, '/')).href,
      timeoutMillis: exportMs, // for each answer
    }),
    exportMs, // for the whole export, the connection included
  );

/** One service's OpenTelemetry spans. They are made by hand: auto-instrumentation doubles the CPU per request. */
export class Tracing {
  private readonly provider: TracerProvider;
  private readonly tracer;

  constructor(
    service: string,
    private readonly spans?: SpanProcessor,
    resource: Record<string, string> = {},
  ) {
    // The context manager belongs to the process: setting it a second time has no effect.
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ ...resource, 'service.name': service }),
      ...(spans ? { spanProcessors: [correlation, spans] } : { sampler: idsOnly }),
    });
    this.tracer = this.provider.getTracer('troupe');
  }

  /** Starts a span, and returns it with the context for its children. The caller ends it. */
  start(name: string, { parent = context.active(), ...options }: SpanOptions): [Span, Context] {
    const span = this.tracer.startSpan(name, options, parent);
    return [span, trace.setSpan(parent, span)];
  }

  /** Runs `work` inside a span, which ends with it; the span is marked as failed when `work` throws. */
  async run<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const [span, ctx] = this.start(name, options);
    try {
      return await context.with(ctx, () => work(span));
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  /** Runs work that no request and no event caused, such as a timer's, as a business process of its own. */
  flow<T>(name: string, work: () => Promise<T>): Promise<T> {
    const parent = withCause(ROOT_CONTEXT, { correlationId: newId(), causationId: newId() });
    return this.run(name, { kind: SpanKind.INTERNAL, parent }, work);
  }

  /** Exports the buffered spans. The processor stays open, because it belongs to the process. */
  flush(): Promise<void> {
    return this.spans?.forceFlush() ?? Promise.resolve();
  }
}

/**
 * Runs `work`, and whatever it starts, outside the span and the business process that are active: a loop that one request
 * wakes serves others, too.
 */
export const outside = <T>(work: () => T): T => context.with(ROOT_CONTEXT, work);

/** Marks a span as failed, with the error's class alone: its message may hold personal data. */
export function failSpan(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', errorName(error));
}

/** The headers (`traceparent`, `tracestate`, `baggage`) by which a peer continues the trace of `ctx`. */
export function traceHeaders(ctx: Context = context.active()): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagator.inject(ctx, carrier, { set: (to, key, value) => void (to[key] = value) });
  return carrier;
}

/** The context that a caller's headers describe; an empty one when they are missing or invalid. */
export const traceContextOf = (carrier: Carrier): Context =>
  propagator.extract(ROOT_CONTEXT, carrier, { get: (from, key) => from[key], keys: Object.keys });

/** The correlation ID that a caller sent as baggage, if there is one. */
export const correlationFromBaggage = (ctx: Context): string | undefined =>
  propagation.getBaggage(ctx)?.getEntry(CORRELATION_KEY)?.value;

/** The ids by which logs, problem details and exemplars refer to the trace of `ctx`. */
export function traceIdsOf(ctx: Context = context.active()): Record<string, string> {
  const span = trace.getSpanContext(ctx);
  const cause = causeOf(ctx);
  return {
    ...(span && { trace_id: span.traceId, span_id: span.spanId }),
    ...(cause && { correlation_id: cause.correlationId, causation_id: cause.causationId }),
  };
}
