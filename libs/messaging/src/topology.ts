import { isDeepStrictEqual } from 'node:util';
import type { Events } from './events.js';

/** What the deployment declares to the broker for one service. It follows from `events.ts` of the services. */
export interface Topology {
  readonly service: string;
  /** The types of events that the service says, each with the services that hear it by contract. */
  readonly says: Readonly<Record<string, readonly string[]>>;
  /** The types of events that the service hears. */
  readonly hears: readonly string[];
  /** The fields that it gets of a body, by type; the whole body of the other types. */
  readonly parts?: Parts;
}

/** Fields of a body, by type of event. */
type Parts = Readonly<Record<string, readonly string[]>>;

/** What the broker knows of one service. */
export type Declared = Record<'says' | 'hears', readonly string[]> & { readonly parts: Parts };

/** A service that hears a type of event by contract and has no subscription to it yet. */
export interface MissingHearer {
  readonly type: string;
  readonly hearer: string;
}

/** Part of a service's name and events. */
interface Declarer {
  readonly name: string;
  readonly events: Events;
}

/** What the broker was told, or was not told, keeps something from happening. The message says which command to run. */
export class TopologyError extends Error {
  override name = 'TopologyError';
}

/** No broker was ever made on a server, or in its virtual host: nothing is known of what waits. */
export class NoBroker extends TopologyError {
  override name = 'NoBroker';
}

/** The command that declares the topology of a service. */
const migrateCommand = (service: string): string => `npm run migrate -- ${service}`;

/**
 * The topology of a service.
 * @param services every service of this build, from which the hearers of its events are known
 */
export function topologyOf({ name, events }: Declarer, services: readonly Declarer[]): Topology {
  const hearersOf = (type: string) =>
    services.filter((one) => one.events.heard.some((heard) => heard.type === type)).map((one) => one.name);
  return {
    service: name,
    says: Object.fromEntries(events.said.map(({ type }) => [type, hearersOf(type)])),
    hears: events.heard.map(({ type }) => type),
    parts: partsOf(events),
  };
}

const partsOf = ({ heard }: Events): Parts =>
  Object.fromEntries(heard.flatMap(({ type, part }) => (part ? [[type, part]] : [])));

/** @throws TopologyError naming what the broker lacks of what a service says and hears */
export function checkTopology(service: string, events: Events, { says, hears, parts }: Declared): void {
  const { said, heard } = events;
  const wanted = partsOf(events);
  const isOtherPart = (type: string) =>
    hears.includes(type) && !isDeepStrictEqual(wanted[type]?.toSorted(), parts[type]?.toSorted());
  const missing = [
    ...said.filter(({ type }) => !says.includes(type)).map(({ type }) => `the right to publish ${type}`),
    ...heard.filter(({ type }) => !hears.includes(type)).map(({ type }) => `the subscription to ${type}`),
    ...heard
      .filter(({ type }) => isOtherPart(type))
      .map(
        ({ type }) => `the subscription to ${wanted[type] ? 'the declared fields' : 'the whole'} of ${type}`,
      ),
  ];
  if (missing.length)
    throw new TopologyError(
      `the broker lacks ${missing.join(', ')} of ${service}: run ${migrateCommand(service)}`,
    );
}

/** Why the broker lets a service not connect. One that was emptied does not tell, so the commands are those that make it anew. */
export const mayNotConnect = (service: string): string =>
  `${service} may not connect to the broker: it was decommissioned or never declared, or the broker was emptied; run ${migrateCommand('broker')}, then ${migrateCommand(service)}`;

/** What operators are told of a right that somebody has taken away. @param refusal of the broker */
export const lacksRight = (service: string, refusal: string): string =>
  `the broker denies ${service} what was declared for it (${refusal}): run ${migrateCommand(service)}`;

/** What operators are told of a queue that somebody has deleted. */
export const lacksQueue = (service: string, queue: string): string =>
  `the broker lacks the queue ${queue} of ${service}: run ${migrateCommand(service)}`;

/** What operators are told of bindings that somebody has deleted. */
export const lacksBinding = (service: string, [first, ...others]: readonly string[]): string =>
  `the broker lacks the binding of ${first}${others.length ? `, and ${others.length} more of ${service}` : ''}: run ${migrateCommand(service)}`;

/** Why the broker does not take an event of this type from `sender`. */
export const notSaidBy = (sender: string, type: string): string =>
  `${sender} may not publish ${type}: declare it in its events.ts, then run ${migrateCommand(sender)}`;

/** Why the broker does not deliver an event of this type to `hearer` again. */
export const notHeardBy = (hearer: string, type: string): string =>
  `${hearer} has no subscription to ${type}: declare it in its events.ts, then run ${migrateCommand(hearer)}`;

/** Why the broker does not take an event of this type from anyone. */
export const notHeardYet = (type: string, hearers: readonly string[]): string =>
  `${type} has no subscription of ${hearers.join(', ')}, which must receive it by contract: run ${hearers.map(migrateCommand).join(' and ')}`;
