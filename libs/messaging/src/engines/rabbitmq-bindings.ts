import type { MissingBinding } from '../broker.js';
import { AGAIN, againOf, backTo, entranceOf, EVENTS, EVENTS_FOR_ONE } from './rabbitmq-names.js';
import { heardBy, hearersIn, type RabbitmqTopology, saidBy } from './rabbitmq-topology.js';

export interface Binding {
  source: string;
  destination: string;
  destination_type: 'queue' | 'exchange';
  routing_key: string;
  properties_key: string;
}

export type Wanted = Pick<Binding, 'source' | 'destination' | 'destination_type' | 'routing_key'>;

/** The bindings that a topology needs besides those of `again`, with the service whose declaration makes each. */
export function bindingsOf(topology: RabbitmqTopology): (Wanted & { service: string })[] {
  const entrances = Object.entries(topology.entrances).flatMap(([service, generation]) =>
    saidBy(topology, service).flatMap((type) => {
      const source = entranceOf(service, generation);
      const to = { service, source, destination_type: 'exchange' } as const;
      return [
        { ...to, destination: EVENTS, routing_key: type },
        { ...to, destination: EVENTS_FOR_ONE, routing_key: `*.${type}` },
      ];
    }),
  );
  const queues = hearersIn(topology).flatMap((service) =>
    heardBy(topology, service).flatMap(([type, { fields }]) => {
      const to = { service, destination: service, destination_type: 'queue' } as const;
      const one = { ...to, source: EVENTS_FOR_ONE, routing_key: `${service}.${type}` };
      return fields ? [one] : [one, { ...to, source: EVENTS, routing_key: type }];
    }),
  );
  return [...entrances, ...queues];
}

/** The bindings by which what a service releases goes from one of its queues to the other. */
export const againBindingsOf = (service: string): Wanted[] => [
  { source: AGAIN, destination_type: 'queue', destination: againOf(service), routing_key: service },
  { source: AGAIN, destination_type: 'queue', destination: service, routing_key: backTo(service) },
];

/** What tells one binding from the others. */
export const keyOf = ({ source, destination, destination_type, routing_key }: Wanted): string =>
  [source, destination_type, destination, routing_key].join(' ');

/** The bindings that a topology needs and that are not there, though their queue is. @param queues those that there are; by default all */
export function missingBindings(
  topology: RabbitmqTopology,
  found: readonly Wanted[],
  queues?: ReadonlySet<string>,
): MissingBinding[] {
  const known = new Set(found.map(keyOf));
  const again = hearersIn(topology).flatMap((service) =>
    againBindingsOf(service).map((one) => ({ ...one, service })),
  );
  const isThere = ({ destination_type: type, destination }: Wanted) =>
    type === 'exchange' || !queues || queues.has(destination);
  return [...bindingsOf(topology), ...again]
    .filter((one) => !known.has(keyOf(one)) && isThere(one))
    .map(({ service, source, destination, destination_type: type, routing_key }) => ({
      service,
      binding: `${routing_key} from ${source} to the ${type} ${destination}`,
      losesEvents: source === EVENTS, // whatever else has no way is returned to its sender, or waits
    }));
}
