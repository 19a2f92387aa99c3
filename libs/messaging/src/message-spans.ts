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
 * The span of one attempt. The first attempt is a child of the sender's span. A later one, and one of an event that is
 * delivered again, is not prompt, so it starts a trace of its own under the same correlation ID, and names the first trace in attributes, because Zipkin shows no links.
 */
export function attemptSpan(
  operation: Exclude<Operation, 'send'>,
  { attributes }: Pick<Message, 'attributes'>,
  attempt: number,
): SpanOptions {
  const sender = traceContextOf(attributes as Record<string, string>);
  const cause = causeOfMessage({ attributes });
  const isLater = attempt > 1 || isReplayed({ attributes });
  const link = isLater ? trace.getSpanContext(sender) : undefined;
  return {
    kind: operation === 'process' ? SpanKind.CONSUMER : SpanKind.INTERNAL,
    parent: withCause(sender, cause),
    root: isLater,
    attributes: {
      ...messagingAttributes(operation, textOrEmpty(attributes.type), cause, cause.causationId),
      'messaging.attempt': attempt,
      ...(link && { 'link.trace_id': link.traceId, 'link.span_id': link.spanId }),
    },
  };
}

/** Whether an operator has had an event delivered that was sent long before. */
export const isReplayed = ({ attributes }: Pick<Message, 'attributes'>): boolean =>
  attributes.replayid !== undefined;

/** The message as the cause of what its handler does. Its attributes may be malformed. */
export const causeOfMessage = ({ attributes }: Pick<Message, 'attributes'>): Cause => ({
  correlationId: textOrEmpty(attributes.correlationid),
  causationId: textOrEmpty(attributes.id),
  ...(typeof attributes.actor === 'string' && { actor: attributes.actor }),
});

/** An attribute that should be text; empty when it is not, as in a malformed message. */
const textOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '');
