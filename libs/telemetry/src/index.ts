export {
  type Cause,
  causeOf,
  CORRELATION_ID,
  CORRELATION_KEY,
  isCorrelationId,
  newId,
  withCause,
} from './cause.js';
export { errorName } from './error-name.js';
export { createLog, type DestinationStream, type Logger } from './log.js';
export {
  type Count,
  DURATION_BUCKETS,
  type Durations,
  type LabelValues,
  LONG_BUCKETS,
  type Metrics,
  type Rows,
  STEP_BUCKETS,
} from './metrics.js';
export { type RuntimeOptions, Telemetry } from './telemetry.js';
export {
  type Carrier,
  correlationFromBaggage,
  EXPORT_MS,
  failSpan,
  otlpSpans,
  outside,
  type SpanOptions,
  traceContextOf,
  traceHeaders,
  traceIdsOf,
  type Tracing,
} from './tracing.js';
