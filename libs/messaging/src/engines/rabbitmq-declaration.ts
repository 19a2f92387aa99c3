import { setTimeout as sleep } from 'node:timers/promises';
import { againBindingsOf, type Binding, bindingsOf, keyOf, type Wanted } from './rabbitmq-bindings.js';
import { type RabbitmqManagement, ManagementError, namesOf } from './rabbitmq-management.js';
import {
  AGAIN,
  againOf,
  backTo,
  EVENTS,
  EVENTS_FOR_ONE,
  FIGURES,
  entranceOf,
  makingOf,
  presenceOf,
  queuesOf,
  TOPOLOGY,
} from './rabbitmq-names.js';
import { type Exchange, isRecord, type Recorded } from './rabbitmq-records.js';
import type { RabbitmqTopology } from './rabbitmq-topology.js';

/** How often a queue delivers a message that comes back. The service counts by itself, so this is the last net. */
const DELIVERY_LIMIT = 100;

/** Turns a topology into exchanges, queues, bindings and permissions. What exists already is left as it is. */
export class RabbitmqDeclaration {
  /** @param settleMs how long RabbitMQ may take until a new queue outlives it, in milliseconds */
  constructor(
    private readonly management: RabbitmqManagement,
    private readonly vhost: string,
    private readonly settleMs: number,
  ) {}

  /**
   * Makes the queues of services, and resolves once they outlive a crash of the server. A mark stands for each new queue
   * until then, and nobody publishes to it: a queue with a mark was left behind when a declaration broke off, and is empty.
   * @param answers whether a queue does
   */
  async makeQueues(services: readonly string[], answers: (queue: string) => Promise<boolean>): Promise<void> {
    const exchanges = await this.management.get<Exchange[]>('exchanges', this.vhost);
    const names = new Set(exchanges.map(({ name }) => name));
    const marks = [];
    for (const [queue, more] of services.flatMap(queuesFor)) {
      const mark = makingOf(queue);
      const exists = await this.management.find('queues', this.vhost, queue);
      if (names.has(mark) && exists && !(await answers(queue)))
        await this.management.delete('queues', this.vhost, queue);
      if (!exists)
        await this.management.put(['exchanges', this.vhost, mark], { type: 'fanout', durable: true });
      await this.makeQueue(queue, more);
      if (!exists || names.has(mark)) marks.push(mark);
    }
    if (marks.length) await sleep(this.settleMs);
    for (const mark of marks) await this.management.delete('exchanges', this.vhost, mark);
    for (const binding of services.flatMap(againBindingsOf)) await this.bind(binding);
  }

  async deleteQueues(service: string): Promise<void> {
    for (const queue of [...queuesOf(service), presenceOf(service)])
      await this.management.delete('queues', this.vhost, queue);
  }

  /** Makes the entrances and the bindings of a topology. */
  async make(topology: RabbitmqTopology): Promise<void> {
    for (const [service, generation] of Object.entries(topology.entrances))
      await this.management.put(['exchanges', this.vhost, entranceOf(service, generation)], {
        type: 'topic',
        durable: true,
      });
    const known = new Set((await this.management.bindings()).map(keyOf));
    const queues = namesOf(await this.management.queues());
    const isGone = ({ destination_type: type, destination }: Wanted) =>
      type === 'queue' && !queues.has(destination); // the declaration of its service makes it again
    for (const binding of bindingsOf(topology))
      if (!known.has(keyOf(binding)) && !isGone(binding)) await this.bind(binding);
  }

  /**
   * Lets a service publish to its own entrances, and consume from its own queues. RabbitMQ refuses a message under another name.
   * @throws Error when there is no such user
   */
  async permit(service: string): Promise<void> {
    const name = service.replaceAll(/[^\w-]/g, '\\$&');
    try {
      await this.management.put(['permissions', this.vhost, service], {
        configure: `^${FIGURES}\\.${name}\\.[^.]+$`,
        write: `^(${name}\\.entrance\\.\\d+|${FIGURES}|${FIGURES}\\.${name}\\.[^.]+)$`,
        read: `^(${name}|${name}\\.again|${FIGURES}|${FIGURES}\\.${name}(\\.[^.]+)?)$`,
      });
    } catch (error) {
      if (!(error instanceof ManagementError)) throw error;
      throw new Error(
        `RabbitMQ has no user ${service}: run npm run migrate -- ${service} with its password.`,
        {
          cause: error,
        },
      );
    }
  }

  /** Removes the entrances, the records and the bindings that a topology does not need. Who still publishes by them starts anew. */
  async removeAllBut({ generation, topology }: Recorded): Promise<void> {
    const wanted = new Set(bindingsOf(topology).map(keyOf));
    for (const one of await this.management.bindings())
      if (isOurs(one, topology) && !wanted.has(keyOf(one))) await this.unbind(one);
    const kept = new Set([
      `${TOPOLOGY}.${generation}`,
      ...Object.entries(topology.entrances).map(([service, entrance]) => entranceOf(service, entrance)),
    ]);
    const exchanges = await this.management.get<Exchange[]>('exchanges', this.vhost);
    for (const exchange of exchanges)
      if ((isRecord(exchange) || isEntrance(exchange)) && !kept.has(exchange.name))
        await this.management.delete('exchanges', this.vhost, exchange.name);
  }

  private async makeQueue(queue: string, more: object): Promise<void> {
    const body = { durable: true, arguments: { 'x-queue-type': 'quorum', ...more } };
    try {
      await this.management.put(['queues', this.vhost, queue], body);
    } catch (error) {
      if (!(error instanceof ManagementError && error.status === 400)) throw error;
      throw new Error(
        `The queue ${queue} was declared otherwise, by an older build: stop its service, delete the queue once no message in it is ready, and run this again.`,
        { cause: error },
      );
    }
  }

  private bind({ source, destination, destination_type: type, routing_key }: Wanted): Promise<void> {
    const path = ['bindings', this.vhost, 'e', source, type.charAt(0), destination];
    return this.management.post(path, { routing_key });
  }

  private async unbind(binding: Binding): Promise<void> {
    const { source, destination, destination_type: type, properties_key } = binding;
    const path = ['bindings', this.vhost, 'e', source, type.charAt(0), destination, properties_key];
    await this.management.delete(...path);
  }
}

/**
 * The queues of a service: its own, the one for what comes again, and the one that shows who consumes. What is released goes
 * from either of the first two to the other: RabbitMQ 3.10 never forgets what a queue sends to itself.
 */
function queuesFor(service: string): [string, object][] {
  const released = (key: string) => ({
    'x-dead-letter-exchange': AGAIN,
    'x-dead-letter-routing-key': key,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish', // at-least-once needs it; no queue has a limit
  });
  return [
    [service, { ...released(service), 'x-delivery-limit': DELIVERY_LIMIT }],
    [againOf(service), released(backTo(service))],
    [presenceOf(service), {}],
  ];
}

const isEntrance = ({ name }: { name: string }): boolean => /\.entrance\.\d+$/.test(name);

/** Whether a binding follows from a topology. Others may bind queues of their own to the events. */
const isOurs = ({ source, destination }: Binding, { subscriptions }: RabbitmqTopology): boolean =>
  source === EVENTS_FOR_ONE ||
  (source === EVENTS && Object.values(subscriptions).some((hearers) => destination in hearers));
