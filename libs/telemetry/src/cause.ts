import { type Context, context, createContextKey, propagation } from '@opentelemetry/api';
import { v7 } from 'uuid';

/** Why something happens: the business process it belongs to and the request or event that led to it. */
export interface Cause {
  /** One business process instance, from its first request to its last reaction. */
  readonly correlationId: string;
  /** The id of the event, or of the HTTP request, that directly caused the current work. */
  readonly causationId: string;
  /** Opaque id of the caller, if there is one. */
  readonly actor?: string;
}

const CAUSE = createContextKey('troupe cause');
/** What a correlation ID must be. */
export const CORRELATION_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The baggage entry, and the span attribute, under which the correlation ID travels. */
export const CORRELATION_KEY = 'correlation.id';

/** A new UUIDv7: sortable by time, so indexes stay compact (RFC 9562, section 5.7). */
export const newId = (): string => v7();

/** Whether a caller's correlation ID is safe to log, to index and to send on. */
export const isCorrelationId = (text: unknown): text is string =>
  typeof text === 'string' && CORRELATION_ID.test(text);

/** The cause of the work that runs in `ctx`, if it has one. */
export const causeOf = (ctx: Context = context.active()): Cause | undefined =>
  ctx.getValue(CAUSE) as Cause | undefined;

/** A context whose work has this cause. The correlation ID also travels as W3C baggage. */
export function withCause(ctx: Context, cause: Cause): Context {
  const baggage = (propagation.getBaggage(ctx) ?? propagation.createBaggage()).setEntry(CORRELATION_KEY, {
    value: cause.correlationId,
  });
  return propagation.setBaggage(ctx.setValue(CAUSE, cause), baggage);
}
