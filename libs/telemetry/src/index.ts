export { type Cause, causeOf, CORRELATION_KEY, isCorrelationId, newId, withCause } from './cause.js';
export { createLog, type DestinationStream, type Logger } from './log.js';
export { type Count, DURATION_BUCKETS, type Durations, type LabelValues, type Metrics } from './metrics.js';
export { type Surroundings, Telemetry } from './telemetry.js';
export {
  type Carrier,
  correlationFromBaggage,
  extract,
  fail,
  idsOf,
  inject,
  otlpSpans,
  type SpanOptions,
  type Tracing,
} from './tracing.js';
