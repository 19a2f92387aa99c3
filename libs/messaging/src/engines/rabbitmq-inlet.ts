import { type AsyncMessage, Connection, type Consumer, ConsumerStatus } from 'rabbitmq-client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Broker, OnError } from '../broker.js';
import { MalformedMessage } from '../envelope.js';
import { eventOf, type ForeignEvent } from './foreign-event.js';
import { explained } from './rabbitmq-tls.js';
import { addressOf, rabbitmqUrl } from './rabbitmq-url.js';

const PREFETCH = 100;
/** Before a message is tried again that the broker did not take. */
const PAUSE_MS = 1_000;

/** Where an inlet takes messages, and what it makes of them. */
export interface InletOptions {
  /** The RabbitMQ of the publisher, with a login that may read the queue. */
  readonly url: string;
  /** A queue of its own, which the owner of that RabbitMQ has made, with a dead-letter exchange for what is no event. */
  readonly queue: string;
  /** The name under which services hear the events. */
  readonly sender: string;
  readonly events: readonly ForeignEvent[];
  /** The broker, opened under the sender's name. */
  readonly broker: Pick<Broker, 'publish'>;
  readonly onError: OnError;
}

/**
 * Says what a publisher says that knows nothing of Troupe. A message is acknowledged once the event is durable in the queue of
 * every hearer. One that comes again has the same id, so that it has no effect. A message that is no event is rejected.
 */
export class RabbitmqInlet {
  private readonly connection: Connection;
  private readonly consumer: Consumer;

  constructor(private readonly options: InletOptions) {
    const { queue, sender, onError } = options;
    const url = rabbitmqUrl(options.url);
    this.connection = new Connection({
      ...addressOf(url),
      connectionName: `inlet of ${sender}`,
    });
    this.connection.on('error', (error: Error) => onError(explained(error, url.hosts.join(', '))));
    this.consumer = this.connection.createConsumer(
      { queue, queueOptions: { passive: true }, qos: { prefetchCount: PREFETCH }, concurrency: PREFETCH },
      (message) => this.take(message),
    );
    this.consumer.on('error', onError);
  }

  /** Takes no more, and resolves once everything that it has begun has ended. */
  async stop(): Promise<void> {
    await this.consumer.close();
    await this.connection.close();
  }

  private async take(message: AsyncMessage): Promise<ConsumerStatus> {
    const { events, sender, broker, onError } = this.options;
    try {
      const mapping = events.find(({ key }) => key === message.routingKey);
      if (!mapping) throw new MalformedMessage(`no mapping has the routing key ${message.routingKey}`);
      const { refused, tooLarge } = await broker.publish([eventOf(asSent(message), mapping, sender)]);
      const [reason] = tooLarge.values();
      if (reason) throw new MalformedMessage(reason);
      const [refusal] = refused.values();
      if (refusal) throw new Error(refusal);
      return ConsumerStatus.ACK;
    } catch (error) {
      onError(error as Error);
      if (error instanceof MalformedMessage) return ConsumerStatus.DROP;
      await sleep(PAUSE_MS);
      return ConsumerStatus.REQUEUE;
    }
  }
}

/** The client has parsed what is declared to be JSON. */
const asSent = ({ body, ...message }: AsyncMessage) => ({
  ...message,
  body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
