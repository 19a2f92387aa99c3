import type { Tx } from '#libs/database';
import { type Count, type Durations, withCause } from '#libs/telemetry';
import type { MessageHandler } from '@nestjs/microservices';
import { context, type Span } from '@opentelemetry/api';
import { isObservable, lastValueFrom } from 'rxjs';
import type { CoreDependencies } from './dependencies.js';
import { EffectContext } from './effect-context.js';
import { checkSource, type Envelope, type Message, readData, readEnvelope } from './envelope.js';
import { EventContext } from './event-context.js';
import type { Events } from './events.js';
import { NoHandler } from './hospital.js';
import { attemptSpan, causeOfMessage, textOrEmpty } from './message-spans.js';
import type { Patient } from './patient.js';

const OUTCOMES = ['done', 'duplicate', 'erased', 'retry', 'hospital'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Runs one attempt of an event or of an effect, in its trace and under its correlation ID. */
export class HandlerRunner {
  private readonly processed: Count;
  private readonly duration: Durations;
  private readonly endToEnd: Durations;
  /** The service that says each type. */
  private readonly sayers: ReadonlyMap<string, string>;
  handlers: ReadonlyMap<string, MessageHandler> = new Map();

  constructor(
    private readonly core: Omit<CoreDependencies, 'broker'>,
    events: Events,
  ) {
    const { metrics } = core.telemetry;
    this.sayers = new Map(events.heard.map(({ type, from }) => [type, from]));
    const heard = [...this.sayers.keys()];
    const handled = [...heard, ...events.effects.map(({ type }) => type)];
    this.processed = metrics.count('messaging_processed_total', 'Attempts of handlers, by outcome', {
      event: handled,
      outcome: OUTCOMES,
    });
    this.duration = metrics.durations('messaging_process_duration_seconds', 'One attempt of a handler', {
      event: handled,
    });
    this.endToEnd = metrics.durations(
      'messaging_end_to_end_seconds',
      'From the moment an event was said to the moment its handler committed',
      { event: heard },
    );
  }

  /**
   * Runs one attempt of an event: inbox row, handler and `finish` in one transaction.
   * @param finish runs last in the transaction, even when the event is a duplicate or erased
   * @throws MalformedMessage, ForgedMessage, NoHandler, or what the handler throws; then the transaction is rolled back
   */
  async runEvent(
    message: Message,
    attempt: number,
    finish = (_tx: Tx) => Promise.resolve(),
  ): Promise<Outcome> {
    const envelope = readEnvelope(message);
    checkSource(envelope, this.sayers.get(envelope.type));
    return this.traced('process', message, attempt, async () => {
      const outcome = await this.core.store.inTransaction(async (tx) => {
        const claim = await this.core.store.inbox.enter(tx, envelope);
        if (claim === 'done')
          await this.callHandler(envelope.type, readData(message), new EventContext(envelope, tx, attempt));
        await finish(tx);
        return claim;
      });
      if (outcome === 'done') this.observeEndToEnd(envelope);
      return outcome;
    });
  }

  /**
   * Runs one attempt of an effect, outside any transaction.
   * @throws NoHandler, or what the handler throws
   */
  async runEffect({ id, type, attributes, body }: Patient, attempt: number): Promise<void> {
    await this.traced('run', { attributes, body }, attempt, async () => {
      await this.callHandler(type, JSON.parse(body.toString('utf8')), new EffectContext(id, attempt));
      return 'done';
    });
  }

  /** Counts an attempt by its outcome. An undeclared type is not counted: a sender must not make up label values. */
  countOutcome(event: string, outcome: Outcome): void {
    if (this.handlers.has(event)) this.processed.add({ event, outcome });
  }

  /** Runs `work` under the correlation ID of a message, which may be malformed. */
  underCorrelationOf<T>(message: Pick<Message, 'attributes'>, work: () => Promise<T>): Promise<T> {
    return context.with(withCause(context.active(), causeOfMessage(message)), work);
  }

  private async callHandler(type: string, data: unknown, ctx: EventContext | EffectContext): Promise<void> {
    const handler = this.handlers.get(type);
    if (!handler) throw new NoHandler(`${this.core.telemetry.service} has no handler for ${type}`);
    const result: unknown = await handler(data, ctx);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }

  private traced(
    operation: 'process' | 'run',
    message: Message,
    attempt: number,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const { telemetry, runtime } = this.core;
    const event = textOrEmpty(message.attributes.type);
    const began = runtime.elapsed();
    return telemetry.tracing.run(`${operation} ${event}`, attemptSpan(operation, message, attempt), (span) =>
      work()
        .then((outcome) => this.report(span, event, attempt, outcome))
        .finally(() => this.observeDuration(event, began)),
    );
  }

  private report(span: Span, event: string, attempt: number, outcome: Outcome): Outcome {
    span.setAttribute('messaging.outcome', outcome);
    this.countOutcome(event, outcome);
    this.core.telemetry.log.debug({ event, attempt, outcome }, 'event');
    return outcome;
  }

  private observeDuration(event: string, began: number): void {
    if (!this.handlers.has(event)) return;
    this.duration.observe({ event }, (this.core.runtime.elapsed() - began) / 1000);
  }

  private observeEndToEnd({ type, time }: Envelope): void {
    this.endToEnd.observe({ event: type }, (this.core.runtime.now() - Date.parse(time)) / 1000);
  }
}
