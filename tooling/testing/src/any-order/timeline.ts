import type { Heard } from '#libs/messaging';
import { discoverServices, type Env, type Service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { isEvent, PACTS, readPacts } from '#tooling/pacts';
import { ROOT } from '#tooling/platform';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v5 } from 'uuid';
import { message } from '../message.js';
import type { ServiceUnderTest } from '../service-under-test.js';
import { beforeEvents, beforeOne } from './before-events.js';

type Data = Record<string, unknown>;
/** An event as a test publishes it, with the data that the subscriber reads. */
export type TimelineEvent = ReturnType<typeof message> & { type: string; data: Data };

/** What a service hears about one entity, in the order in which its provider declares it. */
export interface Kind {
  heard: Heard;
  /** What pacts say of this event, all of them together. */
  example: Data;
  subject: string;
  person: string | undefined;
}

const NAMESPACE = '0193a1b2-7c00-7000-8000-000000000000';
const BEGAN = Date.parse('2026-01-01T00:00:00Z');

/** The id of the entity that the events of a noun are about. */
export const entityOf = (noun: string): string => v5(noun, NAMESPACE);

/**
 * What a service hears, by entity: events with the same noun are about the same one.
 * @throws Error naming an event that no pact has an example of
 */
export async function kindsHeardBy({ events }: Service): Promise<Map<string, Kind[]>> {
  const said = (await discoverServices()).flatMap((provider) => provider.events.said);
  const sources = globSync('apps/*/src/events.ts', { cwd: ROOT });
  const declarations = sources.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const position = ({ type }: Heard) => declarations.search(new RegExp(`\\bsaid\\(\\s*'${type}'`));
  const kinds = events.heard
    .toSorted((one, other) => position(one) - position(other))
    .map((heard): Kind => {
      const { subject = 'id', person } = said.find(({ type }) => type === heard.type) ?? {};
      return { heard, example: exampleOf(heard.type, subject), subject, person };
    });
  const byNoun = [...Map.groupBy(kinds, ({ heard }) => nounOf(heard))];
  return new Map(byNoun.map(([noun, ofNoun]) => [noun, ofOnePerson(ofNoun)]));
}

/** The events of an entity name one person, as the first of them does: each pact has a person of its own. */
function ofOnePerson(kinds: Kind[]): Kind[] {
  const [id] = kinds.flatMap(({ person, example }) => (person && example[person]) ?? []);
  return kinds.map((kind) => {
    const { person, example } = kind;
    return person && person in example ? { ...kind, example: { ...example, [person]: id } } : kind;
  });
}

/** A message that a service hears, and who publishes it. */
export interface ExampleHeard {
  from: string;
  type: string;
  message: ReturnType<typeof message>;
}

/**
 * One message of each type that a service hears, each about an entity of its own; what must come before them is done.
 * @param env the settings with which the service was started
 * @throws Error as `kindsHeardBy` does
 */
export async function examplesHeardBy(
  service: Service,
  started: ServiceUnderTest,
  env: Env,
): Promise<ExampleHeard[]> {
  const [before, beforeThis] = [await beforeEvents(service), await beforeOne(service)];
  const examples: ExampleHeard[] = [];
  for (const { heard, example, subject, person } of [...(await kindsHeardBy(service)).values()].flat()) {
    const { type, from } = heard;
    const one = about(example, subject, newId());
    const id = subjectOf(one[subject], 1);
    const data: Data = { ...one, ...(await before?.(started, id)) };
    Object.assign(data, await beforeThis?.(started, { type, data, env }));
    const attributes = { subject: id, entityversion: 1, ...(person && { datasubject: data[person] }) };
    examples.push({ from, type, message: message(type, data, attributes) });
  }
  return examples;
}

const nounOf = ({ type }: Heard): string => type.split('.')[0] ?? type;

/** The fields of all consumers, with the id of the entity instead of each one's own. */
function exampleOf(type: string, subject: string): Data {
  const examples = readPacts(PACTS)
    .flatMap(({ interactions }) => interactions)
    .filter(isEvent)
    .filter(({ metadata }) => metadata.type === type)
    .map(({ contents }) => about(contents.content as Data, subject, entityOf(type.split('.')[0] ?? type)));
  if (!examples.length)
    throw new Error(`No pact has an example of ${type}: write an interaction with it, and accept the pact.`);
  return examples.reduce((one, other) => together(one, other) as Data);
}

/** The fields of both, and of two values the second; of lists of entries as many as both have. */
function together(one: unknown, other: unknown): unknown {
  if (isData(one) && isData(other)) {
    const shared = Object.entries(one).map(([field, value]) => [
      field,
      together(value, other[field] ?? value),
    ]);
    return { ...other, ...Object.fromEntries(shared) };
  }
  const areEntries = [one, other].every((list) => Array.isArray(list) && list.some(isData));
  if (!areEntries) return other;
  const [entries, others] = [one as unknown[], other as unknown[]];
  return entries.slice(0, others.length).map((entry, at) => together(entry, others[at]));
}

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function about(example: Data, subject: string, entity: string): Data {
  const id = String(example[subject]);
  return /^[\da-f-]{36}$/.test(id)
    ? (JSON.parse(JSON.stringify(example).replaceAll(id, entity)) as Data)
    : example;
}

/**
 * The events of an entity's life: the first kind once, the last once, and between them the others, each as often as it
 * takes; two kinds share the life. Their versions ascend, and so do the details that may vary.
 * @param known fields of every event that a request decided before
 */
export function timeline(kinds: Kind[], size: number, known: Data = {}): TimelineEvent[] {
  return Array.from({ length: size }, (_, at) => {
    const inner = Math.max(1, kinds.length - 2);
    const isEnd = at === size - 1 && kinds.length > 1;
    const index = isEnd ? kinds.length - 1 : at && kinds.length > 2 ? 1 + ((at - 1) % inner) : 0;
    return eventOf(kinds[index] as Kind, at + 1, known);
  });
}

function eventOf({ heard, example, subject, person }: Kind, version: number, known: Data): TimelineEvent {
  const data = { ...varied(heard, example, version), ...known };
  const made = message(heard.type, data, {
    subject: subjectOf(data[subject], version),
    time: new Date(BEGAN + version * 1_000).toISOString(),
    entityversion: version,
    ...(person && { datasubject: data[person] }),
  });
  return { ...made, type: heard.type, data };
}

/** What has no id in a pact is another entity each time. */
const subjectOf = (id: unknown, version: number): string => (typeof id === 'string' ? id : String(version));

/** The example with each text and number changed, where the schema of the hearer allows it. Lists of text stay. */
function varied({ schema }: Heard, example: Data, version: number): Data {
  const data = structuredClone(example);
  const vary = (holder: Data): void => {
    for (const [field, value] of Object.entries(holder)) {
      if (isLeaf(value, holder)) {
        holder[field] = variantOf(value, version);
        if (!schema.safeParse(data).success) holder[field] = value;
      } else if (typeof value === 'object' && value) vary(value as Data);
    }
  };
  vary(data);
  return data;
}

const isLeaf = (value: unknown, holder: object): value is string | number =>
  typeof value === 'number' ||
  (typeof value === 'string' && !Array.isArray(holder) && !/[\da-f-]{36}/.test(value));

const variantOf = (value: string | number, version: number): string | number =>
  typeof value === 'number'
    ? value + version
    : value.includes('@')
      ? `${version}.${value}`
      : `${value} ${version}`;
