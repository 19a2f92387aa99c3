import type { Channel, ReturnedMessage } from 'rabbitmq-client';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Publication } from '../broker.js';
import { MAX_ID_LENGTH, type Message } from '../envelope.js';
import { notHeardBy, notSaidBy, TopologyError } from '../topology.js';
import { publicationOf, rejectedBy, type Undelivered } from './publication.js';
import { RabbitmqChannel } from './rabbitmq-channel.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { isShort, isTooLarge, partOf, propertiesOf } from './rabbitmq-message.js';
import { entranceOf, isNotFound, orRefused } from './rabbitmq-names.js';
import type { Recorded } from './rabbitmq-records.js';
import { type Hearers, hearersOf, type RabbitmqTopology } from './rabbitmq-topology.js';

/** One copy of a message, on its way to queues. */
interface Copy {
  key: string;
  message: Message;
  /** Who must have it by contract. */
  hearers: readonly string[];
}

/** What became of copies, by their types; all others are durable in every queue. */
interface Sent {
  /** These went into no queue, although they should have if anybody heard them. */
  unrouted: ReadonlySet<string>;
  /** A queue that hears these takes no more. */
  rejected: ReadonlySet<string>;
}

const ALL_SENT: Sent = { unrouted: new Set(), rejected: new Set() };

/** Publishes what a service says. What is confirmed is durable in the queue of every hearer. */
export class RabbitmqPublisher {
  /** With what came back of the batch that is being sent: one at a time, so that it is known of which. */
  private readonly channel: RabbitmqChannel<ReturnedMessage[]>;
  private known?: Promise<Recorded> | undefined;
  private sending: Promise<unknown> = Promise.resolve();

  /** @param read reads what was declared */
  constructor(
    private readonly connection: RabbitmqConnection,
    private readonly service: string,
    private readonly read: () => Promise<Recorded>,
    private readonly intervals: RabbitmqIntervals,
  ) {
    this.channel = new RabbitmqChannel(connection, intervals, { prepare: confirming });
  }

  /** @see Broker.publish */
  async publish(messages: Message[]): Promise<Publication> {
    if (this.wouldRefuse((await this.topology()).topology, messages)) this.forget(); // what was declared since may allow it
    return this.publishAsKnown(messages);
  }

  private publishAsKnown(messages: Message[]): Promise<Publication> {
    return this.withTopology(async ({ topology }, entrance) => {
      const heard = new Map(messages.map((one) => [typeOf(one), hearersOf(topology, typeOf(one))]));
      const says = (type: string) => topology.said[type] === this.service;
      const taken = messages.filter(
        (one) => says(typeOf(one)) && !heard.get(typeOf(one))!.missing.length && !isTooLarge(one),
      );
      const copies = taken.flatMap((message) => copiesOf(message, heard.get(typeOf(message))!));
      const sent = copies.length ? await this.send(entrance, copies) : ALL_SENT;
      return publicationOf(undelivered(messages, heard, says, sent), this.service);
    });
  }

  /** @see Broker.redeliver */
  redeliver(hearer: string, messages: Message[]): Promise<void> {
    return this.withTopology(async ({ topology }, entrance) => {
      const types = [...new Set(messages.map(typeOf))];
      const reasons = types.flatMap((type) => {
        if (topology.said[type] !== this.service) return [notSaidBy(this.service, type)];
        const { whole, parts } = hearersOf(topology, type);
        return whole.includes(hearer) || parts[hearer] ? [] : [notHeardBy(hearer, type)];
      });
      if (reasons.length) throw new TopologyError(reasons.join('; '));
      const copies = messages.map((message) =>
        copyFor(hearer, message, hearersOf(topology, typeOf(message)).parts[hearer]),
      );
      if (!copies.length) return;
      const { rejected } = await this.send(entrance, copies);
      if (rejected.size) throw new Error([...rejected].map((type) => rejectedBy(type, [hearer])).join('; '));
    });
  }

  private wouldRefuse(topology: RabbitmqTopology, messages: Message[]): boolean {
    return messages
      .map(typeOf)
      .some((type) => topology.said[type] !== this.service || hearersOf(topology, type).missing.length > 0);
  }

  /** Resolves when RabbitMQ answers. */
  async ping(): Promise<void> {
    if (this.connection.blocked) throw this.connection.blocked;
    const { channel } = await this.channel.opened();
    await this.channel.within(channel.basicQos({ prefetchCount: 0 }));
  }

  /** Publishes by what was declared when it was last read; by what is declared now, once that has turned out to be old. */
  private async withTopology<T>(work: (known: Recorded, entrance: string) => Promise<T>): Promise<T> {
    const known = await this.topology();
    try {
      return await work(known, this.entranceIn(known));
    } catch (error) {
      if (isNotFound(error) || error instanceof TopologyError) this.forget();
      if (!isNotFound(error)) throw error;
    }
    const now = await this.topology();
    return work(now, this.entranceIn(now)).catch((error: unknown) => {
      throw isNotFound(error) ? this.lost(this.service, error) : error;
    });
  }

  /** Reads what was declared, so that the next publication goes by it. */
  async topology(): Promise<Recorded> {
    const reading = (this.known ??= this.read());
    return reading.catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
  }

  /** Forgets what was declared. */
  forget(): void {
    this.known = undefined;
  }

  private entranceIn({ topology }: Recorded): string {
    return entranceOf(this.service, topology.entrances[this.service] ?? 0);
  }

  private send(exchange: string, copies: Copy[]): Promise<Sent> {
    const sent = this.sending.then(() => this.sendNow(exchange, copies));
    this.sending = sent.catch(() => {});
    return sent;
  }

  private async sendNow(exchange: string, copies: Copy[]): Promise<Sent> {
    const { channel, prepared: returned } = await this.channel.opened();
    const sent = copies.map((copy, at) =>
      channel.basicPublish(
        {
          ...propertiesOf(copy.message.attributes, this.service),
          exchange,
          routingKey: copy.key,
          correlationId: String(at),
        },
        copy.message.body,
      ),
    );
    const rejected = await this.rejectedOf(sent, channel, copies);
    await nextTurn(); // a message is confirmed before its return is reported
    const back = returned.splice(0).map(({ correlationId }) => copies[Number(correlationId)]!);
    const unrouted = back.filter((copy) => !rejected.includes(copy));
    const lost = unrouted.find(({ hearers }) => hearers.length);
    if (lost) throw this.lost(lost.hearers[0]!);
    return { unrouted: typesOf(unrouted), rejected: typesOf(rejected) };
  }

  /** Waits until each copy is confirmed, or rejected, since a queue that hears it takes no more. */
  private async rejectedOf(sent: Promise<void>[], channel: Channel, copies: Copy[]): Promise<Copy[]> {
    const { publishMs } = this.intervals;
    const all = this.channel.within(Promise.allSettled(sent), 'RabbitMQ does not confirm in time', publishMs);
    const outcomes = await all.catch((error: unknown) => {
      this.channel.leave(channel);
      this.connection.renew();
      throw error;
    });
    const reasons = outcomes.map((one) => (one.status === 'rejected' ? (one.reason as Error) : undefined));
    if (!reasons.some(Boolean)) return [];
    this.channel.leave(channel); // RabbitMQ 3.10 may reject on it for ever: it still asks the node that led the queue before
    const failure = reasons.find((reason) => reason && !isRejection(reason));
    if (failure) return orRefused(this.service)(failure);
    return copies.filter((_copy, at) => reasons[at]);
  }

  private lost(service: string, cause?: unknown): TopologyError {
    return new TopologyError(
      `RabbitMQ has lost what was declared for ${service}: run npm run migrate -- ${service}`,
      { cause },
    );
  }
}

/** Makes RabbitMQ confirm what is published on a channel. @returns what comes back on it */
async function confirming(channel: Channel): Promise<ReturnedMessage[]> {
  const returned: ReturnedMessage[] = [];
  channel.on('basic.return', (message) => returned.push(message));
  await channel.confirmSelect();
  return returned;
}

const isRejection = ({ code }: Error & { code?: string }): boolean => code === 'NACK';

const typeOf = ({ attributes: { type } }: Message): string => (isShort(type) ? type : '');

const typesOf = (copies: Copy[]): Set<string> => new Set(copies.map(({ message }) => typeOf(message)));

const copyFor = (hearer: string, message: Message, fields?: readonly string[]): Copy => ({
  key: `${hearer}.${typeOf(message)}`,
  message: fields ? { ...message, body: partOf(message.body, fields) } : message,
  hearers: [hearer],
});

/** One copy for all that hear the whole body, even if none does by contract: others may have bound queues of their own. */
const copiesOf = (message: Message, { whole, parts }: Hearers): Copy[] => [
  { key: typeOf(message), message, hearers: whole },
  ...Object.entries(parts).map(([hearer, fields]) => copyFor(hearer, message, fields)),
];

function undelivered(
  messages: Message[],
  heard: ReadonlyMap<string, Hearers>,
  says: (type: string) => boolean,
  { unrouted, rejected }: Sent,
): Undelivered[] {
  return [...heard].flatMap(([type, { whole, parts, missing }]): Undelivered[] => {
    if (!says(type)) return [{ type, outcome: 'forbidden', missing: [] }];
    if (missing.length) return [{ type, outcome: 'not heard yet', missing: [...missing] }];
    if (rejected.has(type))
      return [{ type, outcome: 'rejected', missing: [...whole, ...Object.keys(parts)] }];
    const large = messages.filter((one) => typeOf(one) === type && isTooLarge(one));
    const ids = large.map(({ attributes: { id } }) => String(id).slice(0, MAX_ID_LENGTH));
    const isUnheard = !whole.length && !Object.keys(parts).length && unrouted.has(type);
    return [
      ...(isUnheard ? [{ type, outcome: 'unheard' as const, missing: [] }] : []),
      ...(ids.length ? [{ type, outcome: 'too large' as const, missing: ids }] : []),
    ];
  });
}
