import type { Service } from '#libs/service';
import { isEvent, type Pact } from '#tooling/pacts';
import { type FlowFile, typesOf } from './flow-file.js';

/** The service that matches the flows. It needs no step and proves nothing about itself. */
export const MONITOR = 'monitor';
/** The attributes of the envelope that may name a process. */
export const ATTRIBUTES = ['subject', 'correlationid'];

const ADD_IT = 'add it to starts, or the step that says it';

type Declarer = Pick<Service, 'name' | 'events'>;

/** What a checkout has that flows must fit. */
export interface Declared {
  readonly services: readonly Declarer[];
  readonly pacts: readonly Pick<Pact, 'consumer' | 'provider' | 'interactions'>[];
}

/** Everything that keeps a flow from being proved: what it names and nobody does, and what happens and it does not name. */
export function flowProblems(flow: FlowFile, declared: Declared): string[] {
  const problems = [
    ...typesOf(flow).flatMap((type) => typeProblems(flow, type, declared)),
    ...Object.entries(flow.steps).flatMap(([name, step]) =>
      stepProblems(flow, step, declared).map((problem) => `steps.${name}: ${problem}`),
    ),
    ...Object.entries(flow.outcomes).flatMap(([name, types]) =>
      types
        .filter((type) => !typesOf(flow).includes(type))
        .map((type) => `outcomes.${name}: no step of the flow names ${type}`),
    ),
    ...Object.keys(flow.unproved)
      .filter((name) => !consumersOf(flow, declared).has(name))
      .map((name) => `unproved.${name}: it consumes no event of this flow; remove it`),
    ...Object.entries(flow.unproved).flatMap(([name, { total }]) =>
      totalProblems(flow, name, total, declared).map((problem) => `unproved.${name}.total: ${problem}`),
    ),
    ...silentConsumptions(flow, declared).map(
      ([name, type]) =>
        `${name} consumes ${type}, which neither a step nor a total proves: add the step, or a total to its events.ts`,
    ),
    ...Object.keys(flow.unproved)
      .filter((name) => Object.values(flow.steps).some(({ service }) => service === name))
      .map((name) => `unproved.${name}: a step proves it; remove it`),
  ];
  return problems.map((problem) => `${flow.file}: ${problem}`);
}

/** The service that publishes a type, and the schema that it publishes. */
export const publisherOf = (type: string, services: readonly Declarer[]) =>
  services.flatMap(({ name, events }) => {
    const said = events.said.find((one) => one.type === type);
    return said ? [{ service: name, said }] : [];
  })[0];

function typeProblems({ key }: FlowFile, type: string, { services }: Declared): string[] {
  const publisher = publisherOf(type, services);
  if (!publisher) return [`no service publishes ${type}`];
  if (ATTRIBUTES.includes(key) || Object.hasOwn(publisher.said.schema.shape, key)) return [];
  return [
    `key: ${type} has no field ${key}; take a field that every event of the flow has, or ${ATTRIBUTES.join(' or ')}`,
  ];
}

function stepProblems(
  flow: FlowFile,
  step: FlowFile['steps'][string],
  { services, pacts }: Declared,
): string[] {
  const service = services.find(({ name }) => name === step.service);
  if (!service) return [`there is no service ${step.service}`];
  const heard = service.events.heard.map(({ type }) => type);
  const said = service.events.said.map(({ type }) => type);
  const hasPact = (type: string) =>
    pacts.some(
      ({ consumer, interactions }) =>
        consumer.name === service.name &&
        interactions.some((one) => isEvent(one) && one.metadata.type === type),
    );
  const reached = reachedFrom(flow);
  return [
    ...step.on
      .filter((type) => !reached.has(unversioned(type)))
      .map((type) => `nothing in the flow causes ${type}: ${ADD_IT}`),
    ...step.on
      .filter((type) => !heard.includes(type) && !(step.optional && said.includes(type)))
      .map(
        (type) =>
          `${service.name} does not consume ${type}: declare it in its events.ts and write a subscriber`,
      ),
    ...step.on
      .filter((type) => heard.includes(type) && !hasPact(type))
      .map((type) => `no pact says that ${service.name} consumes ${type}`),
    ...step.says
      .filter((type) => !said.includes(type))
      .map((type) => `${service.name} does not publish ${type}`),
    ...(step.or ?? [])
      .filter((type) => step.says.includes(type))
      .map((type) => `${type} stands under says, too: what the step itself says is no other way`),
    ...(['and', 'or'] as const).flatMap((place) =>
      (step[place] ?? [])
        .filter((type) => !reached.has(unversioned(type)))
        .map((type) => `nothing in the flow causes ${type}, which stands under ${place}: ${ADD_IT}`),
    ),
  ];
}

/** A total proves a consumer if it counts every event of the flow that the consumer hears. */
function totalProblems(
  flow: FlowFile,
  consumer: string,
  name: string | undefined,
  declared: Declared,
): string[] {
  if (name === undefined) return [];
  const totals = declared.services.find((one) => one.name === consumer)?.events.totals ?? [];
  const total = totals.find((one) => one.name === name);
  if (!total)
    return [`${consumer} declares no total ${name}: add it to its events.ts, and to the rules that act`];
  return (consumersOf(flow, declared).get(consumer) ?? [])
    .filter((type) => !total.of.includes(type))
    .map((type) => `${name} does not count ${type}, which ${consumer} consumes`);
}

/** Versions of one event are published together. */
const unversioned = (type: string): string => type.replace(/\.v\d+$/, '');

/** The events that may happen in a process: those that start or end it, and step by step what follows from them. */
function reachedFrom({ starts, steps, ends }: FlowFile): Set<string> {
  const reached = new Set([...starts, ...(ends.failed ?? []), ...(ends.abandoned ?? [])].map(unversioned));
  // A round reaches at least one step more, or none any more.
  for (const _round of Object.keys(steps))
    for (const { on, says } of Object.values(steps))
      if (on.some((type) => reached.has(unversioned(type))))
        says.forEach((type) => reached.add(unversioned(type)));
  return reached;
}

/** The services that consume an event of the flow, each with these events. */
function consumersOf(flow: FlowFile, { services }: Pick<Declared, 'services'>): Map<string, string[]> {
  const types = typesOf(flow);
  const consumers = services
    .filter(({ name }) => name !== MONITOR)
    .map(
      ({ name, events }) =>
        [name, events.heard.map(({ type }) => type).filter((type) => types.includes(type))] as const,
    );
  return new Map(consumers.filter(([, heard]) => heard.length).map(([name, heard]) => [name, heard]));
}

/** What a service with a step consumes besides: a handler that does nothing would not be noticed. */
function silentConsumptions(flow: FlowFile, declared: Declared): [service: string, type: string][] {
  const steps = Object.values(flow.steps);
  const proved = ({ name, events: { totals = [] } }: Declarer, type: string) =>
    steps.some(({ service, on }) => service === name && on.includes(type)) ||
    totals.some(({ of }) => of.includes(type));
  const consumers = consumersOf(flow, declared);
  return declared.services
    .filter(({ name }) => steps.some(({ service }) => service === name))
    .flatMap((one) =>
      (consumers.get(one.name) ?? [])
        .filter((type) => !proved(one, type))
        .map((type): [string, string] => [one.name, type]),
    );
}

/** The consumers of the flow's events that it does not name: nobody would notice their silence. */
export function unnamedConsumers(flow: FlowFile, declared: Pick<Declared, 'services'>): string[] {
  const named = new Set([
    ...Object.values(flow.steps).map(({ service }) => service),
    ...Object.keys(flow.unproved),
  ]);
  return [...consumersOf(flow, declared).keys()].filter((name) => !named.has(name));
}
