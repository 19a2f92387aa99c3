import type { SubscribedSince } from '../broker-admin.js';
import { type MissingHearer, type Topology, TopologyError } from '../topology.js';

/** A subscription of a service to a type of event. */
interface Subscription {
  /** `expected`: a sender knows the hearer by contract. `ended`: the hearer has unsubscribed. */
  readonly state: 'active' | 'expected' | 'ended';
  /** The fields of the body that it gets; the whole body unless given. */
  readonly fields?: readonly string[] | undefined;
  /** ISO 8601: when it became active. */
  readonly since?: string | undefined;
}

/** Everything that was declared. */
export interface RabbitmqTopology {
  /** The service that says each type. */
  readonly said: Readonly<Record<string, string>>;
  /** The subscriptions, by type and by hearer. */
  readonly subscriptions: Readonly<Record<string, Readonly<Record<string, Subscription>>>>;
  /** The generation of the exchange to which each service publishes. */
  readonly entrances: Readonly<Record<string, number>>;
}

/** Who hears one type of event. */
export interface Hearers {
  /** The hearers of the whole body. */
  readonly whole: readonly string[];
  /** The hearers of a part of the body, with its fields. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  /** The hearers by contract that have no subscription yet. */
  readonly missing: readonly string[];
}

export const NOTHING_DECLARED: RabbitmqTopology = { said: {}, subscriptions: {}, entrances: {} };

/** For what was declared by a version that kept no time. */
const EPOCH = new Date(0).toISOString();

type Subscriptions = RabbitmqTopology['subscriptions'];

/** The topology with what one service says and hears. @throws TopologyError when another one owns a noun under which it says */
export function declared(
  topology: RabbitmqTopology,
  { service, says, hears, parts = {} }: Topology,
  now: Date,
): RabbitmqTopology {
  checkNouns(topology, service, Object.keys(says));
  const said = { ...topology.said, ...Object.fromEntries(Object.keys(says).map((type) => [type, service])) };
  const expected = expectHearers(topology.subscriptions, said, service, says);
  return { ...topology, said, subscriptions: subscribe(expected, service, hears, parts, now) };
}

function checkNouns({ said }: RabbitmqTopology, service: string, types: string[]): void {
  const nouns = new Set(types.map(nounOf));
  const taken = Object.entries(said).find(([type, owner]) => owner !== service && nouns.has(nounOf(type)));
  if (taken)
    throw new TopologyError(
      `${service} cannot publish events under the noun of ${taken[0]}, which belongs to ${taken[1]}: choose another noun, or decommission ${taken[1]}.`,
    );
}

const nounOf = (type: string): string | undefined => type.split('.')[0];

/** A hearer's own word outranks that of the sender's build, which may be older: nobody is expected who has unsubscribed. */
function expectHearers(
  subscriptions: Subscriptions,
  said: RabbitmqTopology['said'],
  service: string,
  says: Topology['says'],
): Subscriptions {
  const own = Object.keys(said).filter((type) => said[type] === service);
  const changed = own.map((type) => {
    const hearers = says[type] ?? [];
    const kept = Object.entries(subscriptions[type] ?? {}).filter(
      ([hearer, { state }]) => state === 'active' || hearers.includes(hearer),
    );
    const expected = hearers.map((hearer) => [hearer, { state: 'expected' }] as const);
    return [type, Object.fromEntries([...expected, ...kept])] as const;
  });
  return { ...subscriptions, ...Object.fromEntries(changed) };
}

function subscribe(
  subscriptions: Subscriptions,
  service: string,
  hears: readonly string[],
  parts: NonNullable<Topology['parts']>,
  now: Date,
): Subscriptions {
  const ended = mapSubscriptions(subscriptions, (hearer, one, type) =>
    hearer === service && one.state === 'active' && !hears.includes(type) ? { state: 'ended' } : one,
  );
  const active = hears.map((type) => {
    const before = ended[type]?.[service];
    const since = before?.state === 'active' ? before.since : now.toISOString();
    const subscription = { state: 'active', ...(parts[type] && { fields: parts[type] }), since } as const;
    return [type, { ...ended[type], [service]: subscription }] as const;
  });
  return { ...ended, ...Object.fromEntries(active) };
}

const mapSubscriptions = (
  subscriptions: Subscriptions,
  change: (hearer: string, one: Subscription, type: string) => Subscription,
): Subscriptions =>
  Object.fromEntries(
    Object.entries(subscriptions).map(([type, hearers]) => [
      type,
      Object.fromEntries(Object.entries(hearers).map(([hearer, one]) => [hearer, change(hearer, one, type)])),
    ]),
  );

/**
 * The topology without a service: every subscription of it is ended, and its types are taken away.
 * @returns `before` when nothing was left of it but ended subscriptions, and `unknown` when there are none either
 */
export function withdrawn(
  topology: RabbitmqTopology,
  service: string,
): { topology: RabbitmqTopology; was: 'now' | 'before' | 'unknown' } {
  const own = Object.values(topology.subscriptions).flatMap((hearers) => hearers[service] ?? []);
  const says = Object.values(topology.said).includes(service);
  const was = says || own.some(({ state }) => state !== 'ended') ? 'now' : own.length ? 'before' : 'unknown';
  const { [service]: _, ...entrances } = topology.entrances;
  const said = Object.fromEntries(Object.entries(topology.said).filter(([, owner]) => owner !== service));
  const subscriptions = mapSubscriptions(topology.subscriptions, (hearer, one) =>
    hearer === service ? { state: 'ended' } : one,
  );
  return { topology: { said, subscriptions, entrances }, was };
}

/** Who hears a type of event. */
export function hearersOf({ subscriptions }: RabbitmqTopology, type: string): Hearers {
  const all = Object.entries(subscriptions[type] ?? {}).toSorted(([a], [b]) => a.localeCompare(b));
  const active = all.filter(([, { state }]) => state === 'active');
  return {
    whole: active.flatMap(([hearer, { fields }]) => (fields ? [] : [hearer])),
    parts: Object.fromEntries(active.flatMap(([hearer, { fields }]) => (fields ? [[hearer, fields]] : []))),
    missing: all.flatMap(([hearer, { state }]) => (state === 'expected' ? [hearer] : [])),
  };
}

/** The types that a service says. */
export const saidBy = ({ said }: RabbitmqTopology, service: string): string[] =>
  Object.keys(said).filter((type) => said[type] === service);

/** The types that a service hears, with its subscriptions. */
export const heardBy = ({ subscriptions }: RabbitmqTopology, service: string): [string, Subscription][] =>
  Object.entries(subscriptions).flatMap(([type, { [service]: one }]) =>
    one?.state === 'active' ? [[type, one] as [string, Subscription]] : [],
  );

/** The active subscriptions. */
export const subscribedIn = ({ subscriptions }: RabbitmqTopology): SubscribedSince[] =>
  Object.entries(subscriptions).flatMap(([type, hearers]) =>
    Object.entries(hearers).flatMap(([hearer, { state, since = EPOCH }]) =>
      state === 'active' ? [{ hearer, type, since: new Date(since) }] : [],
    ),
  );

/** Every service that hears anything. */
export const hearersIn = ({ subscriptions }: RabbitmqTopology): string[] => {
  const active = Object.values(subscriptions).flatMap((hearers) =>
    Object.entries(hearers).flatMap(([hearer, { state }]) => (state === 'active' ? [hearer] : [])),
  );
  return [...new Set(active)].toSorted();
};

/** The hearers of these services' events that have no subscription yet. */
export const missingHearers = (topology: RabbitmqTopology, services: readonly string[]): MissingHearer[] =>
  services
    .flatMap((service) => saidBy(topology, service))
    .flatMap((type) => hearersOf(topology, type).missing.map((hearer) => ({ type, hearer })))
    .toSorted((a, b) => a.hearer.localeCompare(b.hearer) || a.type.localeCompare(b.type));

/** The topology with a new entrance for each service whose hearers have changed, or that has none. @param services that publish */
export function withEntrances(
  before: RabbitmqTopology,
  after: RabbitmqTopology,
  generation: number,
): RabbitmqTopology {
  const services = [...new Set(Object.values(after.said))];
  const view = (topology: RabbitmqTopology, service: string) =>
    JSON.stringify(
      saidBy(topology, service)
        .toSorted()
        .map((type) => [type, hearersOf(topology, type)]),
    );
  const entrances = services.map((service) => {
    const isSame = before.entrances[service] !== undefined && view(before, service) === view(after, service);
    return [service, isSame ? before.entrances[service]! : generation] as const;
  });
  return { ...after, entrances: Object.fromEntries(entrances) };
}
