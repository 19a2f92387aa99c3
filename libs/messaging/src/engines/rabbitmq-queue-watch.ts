import type { HarmfulPolicy } from '../broker.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { Look } from './rabbitmq-look.js';
import type { FoundQueue, RabbitmqManagement } from './rabbitmq-management.js';
import { allQueuesOf, queuesOf } from './rabbitmq-names.js';

/** What a policy must not give a queue in which events wait: they would expire, be dropped, or go where nobody takes them. */
const HARMFUL = [
  'message-ttl',
  'expires',
  'dead-letter-exchange',
  'dead-letter-routing-key',
  'dead-letter-strategy',
];
/** Unless the queue rejects what is too much, it drops it. */
const LIMITS = ['max-length', 'max-length-bytes'];

/** Looks at the queues, again and again while somebody asks, for what RabbitMQ tells of them by its management API only. */
export class RabbitmqQueueWatch {
  private readonly look: Look<readonly FoundQueue[]>;

  constructor(management: Pick<RabbitmqManagement, 'queues'>, { lookMs }: Pick<RabbitmqIntervals, 'lookMs'>) {
    this.look = new Look<readonly FoundQueue[]>(
      [],
      () => management.queues(),
      () => lookMs,
    );
  }

  /** The policies that keep events from the consumers of services. */
  policiesOf(services: readonly string[]): HarmfulPolicy[] {
    return services.flatMap((service) => policiesOf(service, this.look.last));
  }

  /** How many messages of a service no consumer gets, because RabbitMQ wants to send them to another queue, and cannot. */
  lockedOf(service: string): number {
    const own = this.look.last.filter(({ name }) => queuesOf(service).includes(name));
    return own.reduce((sum, { messages_dlx: locked = 0 }) => sum + locked, 0);
  }
}

/** The policies that do harm to the queues of a service. */
export const policiesOf = (service: string, queues: readonly FoundQueue[]): HarmfulPolicy[] =>
  queues
    .filter(({ name }) => allQueuesOf(service).includes(name))
    .flatMap(({ name, policy, operator_policy: operatorPolicy, effective_policy_definition: gives }) =>
      harmIn(gives ?? {}).map((key) => ({
        service,
        queue: name,
        policy: [policy, operatorPolicy].filter(Boolean).join(' or '),
        gives: key,
      })),
    );

function harmIn(definition: Readonly<Record<string, unknown>>): string[] {
  const isRejected = definition.overflow === 'reject-publish';
  return [...HARMFUL, ...(isRejected ? [] : LIMITS)].filter((key) => key in definition);
}
