import { type Database, type Tx } from '#libs/database';
import { type Cause, extract, type Telemetry, withCause } from '#libs/telemetry';
import type { MessageHandler } from '@nestjs/microservices';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { sql } from 'kysely';
import { isObservable, lastValueFrom } from 'rxjs';
import { Delivery, Run } from './delivery.js';
import { type Envelope, type Message, readData, readEnvelope } from './envelope.js';
import type { Events } from './events.js';
import { NoHandler, type Patient } from './hospital.js';
import type { MessagingTables } from './tables.js';

const OUTCOMES = ['done', 'duplicate', 'erased', 'retry', 'hospital'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Runs one attempt of an event or of an effect: in its trace, under its correlation ID, all or nothing. */
export class Handling {
  private readonly processed;
  private readonly duration;
  private readonly endToEnd;
  handlers: ReadonlyMap<string, MessageHandler> = new Map();

  constructor(
    private readonly database: Database<MessagingTables>,
    private readonly telemetry: Telemetry,
    events: Events,
  ) {
    const types = [...events.heard, ...events.effects].map(({ type }) => type);
    this.processed = telemetry.metrics.count(
      'messaging_processed_total',
      'Attempts of handlers, by what became of them',
      {
        event: types,
        outcome: OUTCOMES,
      },
    );
    this.duration = telemetry.metrics.durations(
      'messaging_process_duration_seconds',
      'One attempt of a handler',
      {
        event: types,
      },
    );
    this.endToEnd = telemetry.metrics.durations(
      'messaging_end_to_end_seconds',
      'From the moment an event was said to the moment it was dealt with here',
      { event: events.heard.map(({ type }) => type) },
    );
  }

  /**
   * One attempt of an event: inbox row, handler and `finish` in one transaction.
   * @param finish runs last in the transaction, also when there is nothing to do
   */
  async event(
    message: Message,
    attempt: number,
    finish = (_tx: Tx<any>) => Promise.resolve(),
  ): Promise<Outcome> {
    const envelope = readEnvelope(message);
    return this.traced('process', message, attempt, async () => {
      const outcome = await this.database.inTransaction(async (tx) => {
        const outcome = await this.enter(tx, envelope);
        if (outcome === 'done')
          await this.call(envelope.type, readData(message), new Delivery(envelope, tx, attempt));
        await finish(tx);
        return outcome;
      });
      if (outcome === 'done') {
        this.endToEnd.observe({ event: envelope.type }, (Date.now() - Date.parse(envelope.time)) / 1000);
      }
      return outcome;
    });
  }

  /** One run of an effect: outside any transaction. */
  async effect({ id, type, attributes, body }: Patient, attempt: number): Promise<void> {
    await this.traced('run', { attributes, body }, attempt, () =>
      this.call(type, JSON.parse(body.toString('utf8')), new Run(id, attempt)).then(() => 'done' as const),
    );
  }

  /** Counts an attempt by what became of it. Types that nobody declared are not made into label values. */
  count(event: string, outcome: Outcome): void {
    if (this.handlers.has(event)) this.processed.add({ event, outcome });
  }

  /** Claims the event for this transaction, unless it was dealt with before or is about somebody forgotten. */
  private async enter(tx: Tx<MessagingTables>, { id, datasubject }: Envelope): Promise<Outcome> {
    const { rows } = await sql<{ outcome: Outcome }>`
      select messaging.enter(${id}, ${datasubject ?? null}) as outcome`.execute(tx);
    return rows[0]?.outcome ?? 'duplicate';
  }

  private async call(type: string, data: unknown, ctx: Delivery | Run): Promise<void> {
    const handler = this.handlers.get(type);
    if (!handler) throw new NoHandler(`nothing in ${this.telemetry.service} handles ${type}`);
    const result: unknown = await handler(data, ctx);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }

  /**
   * The first attempt is a child of the sender's span. A later one is not prompt: it starts a trace of its own, which
   * names the first (Zipkin shows no links), under the same correlation ID.
   */
  private async traced(
    operation: string,
    { attributes }: Message,
    attempt: number,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const event = text(attributes.type);
    const sender = extract(attributes as Record<string, string>);
    const cause: Cause = {
      correlationId: text(attributes.correlationid),
      causationId: text(attributes.id),
      ...(typeof attributes.actor === 'string' && { actor: attributes.actor }),
    };
    const link = attempt > 1 ? trace.getSpanContext(sender) : undefined;
    const began = performance.now();
    return this.telemetry.tracing.run(
      `${operation} ${event}`,
      {
        kind: operation === 'process' ? SpanKind.CONSUMER : SpanKind.INTERNAL,
        parent: withCause(sender, cause),
        root: attempt > 1,
        attributes: {
          'messaging.system': 'troupe',
          'messaging.operation.type': operation,
          'messaging.destination.name': event,
          'messaging.message.id': cause.causationId,
          'messaging.message.conversation_id': cause.correlationId,
          'messaging.attempt': attempt,
          ...(link && { 'link.trace_id': link.traceId, 'link.span_id': link.spanId }),
        },
      },
      async (span) => {
        try {
          const outcome = await work();
          span.setAttribute('messaging.outcome', outcome);
          this.count(event, outcome);
          this.telemetry.log.debug({ event, attempt, outcome }, 'event');
          return outcome;
        } finally {
          if (this.handlers.has(event)) this.duration.observe({ event }, (performance.now() - began) / 1000);
        }
      },
    );
  }

  /** Runs `work` under the correlation ID of a message that may not even be readable. */
  under<T>({ attributes }: Message, work: () => Promise<T>): Promise<T> {
    const cause = { correlationId: text(attributes.correlationid), causationId: text(attributes.id) };
    return context.with(withCause(context.active(), cause), work);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
