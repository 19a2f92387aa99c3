import { type Cause, type SpanOptions, traceContextOf, withCause } from '#libs/telemetry';
import { type Attributes, SpanKind, trace } from '@opentelemetry/api';
import type { Message } from './envelope.js';

type Operation = 'send' | 'process' | 'run';

/** The attributes of OpenTelemetry's semantic conventions for messaging. */
const messagingAttributes = (operation: Operation, type: string, cause: Cause, id: string): Attributes => ({
  'messaging.system': 'troupe',
  'messaging.operation.type': operation,
  'messaging.destination.name': type,
  'messaging.message.id': id,
  'messaging.message.conversation_id': cause.correlationId,
});

/** The span of an event on its way into the outbox. */
export const sendSpan = (type: string, id: string, cause: Cause): SpanOptions => ({
  kind: SpanKind.PRODUCER,
  attributes: { ...messagingAttributes('send', type, cause, id), 'peer.service': 'broker' },
});

/**
 * The span of one attempt. The first attempt is a child of the sender's span. A later one is not prompt: it starts a trace
 * of its own, which names the first (Zipkin shows no links), under the same correlation ID.
 */
export function attemptSpan(
  operation: Exclude<Operation, 'send'>,
  { attributes }: Pick<Message, 'attributes'>,
  attempt: number,
): SpanOptions {
  const sender = traceContextOf(attributes as Record<string, string>);
  const cause = causeOfMessage({ attributes });
  const link = attempt > 1 ? trace.getSpanContext(sender) : undefined;
  return {
    kind: operation === 'process' ? SpanKind.CONSUMER : SpanKind.INTERNAL,
    parent: withCause(sender, cause),
    root: attempt > 1,
    attributes: {
      ...messagingAttributes(operation, textOrEmpty(attributes.type), cause, cause.causationId),
      'messaging.attempt': attempt,
      ...(link && { 'link.trace_id': link.traceId, 'link.span_id': link.spanId }),
    },
  };
}

/** Why a handler runs: the message itself. The attributes may be malformed. */
export const causeOfMessage = ({ attributes }: Pick<Message, 'attributes'>): Cause => ({
  correlationId: textOrEmpty(attributes.correlationid),
  causationId: textOrEmpty(attributes.id),
  ...(typeof attributes.actor === 'string' && { actor: attributes.actor }),
});

/** An attribute of a message that may be malformed. */
export const textOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '');
