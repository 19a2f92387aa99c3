import { type Cause, type SpanOptions, traceContextOf, withCause } from '#libs/telemetry';
import { type Attributes, SpanKind, trace } from '@opentelemetry/api';
import type { Message } from './envelope.js';
import type { Work } from './steps/handle.js';

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
 * The span of one attempt. A prompt one is a child of the sender's span. A later one starts a trace of its own under the same
 * correlation ID, with a link to that span. Its attributes name that span, too, because Zipkin shows no links.
 */
export function attemptSpan(operation: Exclude<Operation, 'send'>, work: Work): SpanOptions {
  const { attributes, attempts } = work;
  const sender = traceContextOf(attributes as Record<string, string>);
  const cause = causeOfMessage({ attributes });
  const first = isPrompt(work) ? undefined : trace.getSpanContext(sender);
  return {
    kind: operation === 'process' ? SpanKind.CONSUMER : SpanKind.INTERNAL,
    parent: withCause(sender, cause),
    root: !isPrompt(work),
    links: first ? [{ context: first }] : [],
    attributes: {
      ...messagingAttributes(operation, textOrEmpty(attributes.type), cause, cause.causationId),
      'messaging.attempt': attempts + 1,
      ...(first && { 'link.trace_id': first.traceId, 'link.span_id': first.spanId }),
    },
  };
}

/** Whether an attempt follows its cause at once. An effect begins in the retry table; an event that is there has waited. */
const isPrompt = ({ attributes, kind, attempts, errors, lease, waitsFor }: Work): boolean =>
  attempts === 0 &&
  errors.length === 0 &&
  !waitsFor &&
  !isReplayed({ attributes }) &&
  (kind === 'effect' || lease === undefined);

/** Whether an operator has had an event delivered that was sent long before. */
export const isReplayed = ({ attributes }: Pick<Message, 'attributes'>): boolean =>
  attributes.replayid !== undefined;

/** The message as the cause of what its handler does. Its attributes may be malformed. */
const causeOfMessage = ({ attributes }: Pick<Message, 'attributes'>): Cause => ({
  correlationId: textOrEmpty(attributes.correlationid),
  causationId: textOrEmpty(attributes.id),
  ...(typeof attributes.actor === 'string' && { actor: attributes.actor }),
});

/** An attribute that should be text; empty when it is not, as in a malformed message. */
const textOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '');
