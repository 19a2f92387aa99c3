import type { z } from 'zod';
import { looseIn } from './loose.js';

/** `noun.past-tense.vN`; additive changes keep N. */
export const EVENT_TYPE = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.v[1-9]\d*$/;

/** An event that the rules have decided on, for `Outbox.add`. */
export interface SaidEvent<Data = Record<string, unknown>> {
  readonly event: Pick<Said, 'type' | 'schema' | 'subject' | 'person'>;
  readonly data: Data;
  /** The entity's version after this event, so that a hearer can ignore older events. */
  readonly entityversion?: number;
}

/** A type of event that this service says, with its full schema. Calling it with data makes such an event. */
export interface Said<Schema extends z.ZodObject = z.ZodObject> {
  (data: z.infer<Schema>, options?: { entityversion?: number }): SaidEvent<z.infer<Schema>>;
  readonly kind: 'said';
  readonly type: string;
  readonly schema: Schema;
  /** The data field that holds the entity's id: the CloudEvents `subject`. */
  readonly subject: string;
  /** The data field that holds the opaque id of the person concerned, if there is one: `datasubject`. */
  readonly person?: string;
  /** Longest time, in milliseconds, for which an unsent event of this type holds an erasure of its person off. */
  readonly holdsErasureMs?: number;
}

/** The attributes that an event may lack. A handler reads those that its `heard` declares. */
export const OPTIONAL_ATTRIBUTES = [
  'traceparent',
  'tracestate',
  'entityversion',
  'actor',
  'datasubject',
] as const;
export type OptionalAttribute = (typeof OPTIONAL_ATTRIBUTES)[number];

/** A type of event that this service hears. Its schema has only the fields that the service reads, so others may change. */
export interface Heard<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'heard';
  readonly type: string;
  /** The service that says it. */
  readonly from: string;
  readonly schema: Schema;
  /** The optional attributes that the service reads; the pact with the sender demands them. */
  readonly attributes?: readonly OptionalAttribute[];
  /** The fields of the data that the broker delivers; all of them unless given. */
  readonly part?: readonly string[];
  /** Whether its handler may run again for an event that it has handled: nothing changes then, and nothing is published. */
  readonly repeatable?: boolean;
  /** Longest time for one attempt of the handler, in milliseconds; 30 s unless given. */
  readonly limitMs?: number;
  /**
   * Longest time, in milliseconds, for which an event of this type that is retried or in the hospital holds an erasure of
   * its person off.
   */
  readonly holdsErasureMs?: number;
}

/** A type of work outside the database, done at least once and under a stable key: see `Effects`. */
export interface Effect<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'effect';
  readonly type: string;
  readonly schema: Schema;
  /** Longest time for one attempt of the handler, in milliseconds; 30 s unless given. */
  readonly limitMs?: number;
  /** Longest time, in milliseconds, for which an unfinished effect of this type holds an erasure of its person off. */
  readonly holdsErasureMs?: number;
  /** The effect that runs, with the same data, once one of this type was admitted to the hospital. */
  readonly onAdmission?: Effect<Schema>;
}

/** What a service counts by its own rules of the events that it hears: see `total`. */
export interface Total {
  readonly kind: 'total';
  readonly name: string;
  /** The types of these events. */
  readonly of: readonly string[];
}

/**
 * Declares a total, for a service that publishes nothing on these events, so that no other one could notice its silence: its
 * rules count what they did with each of them (`Totals.add`), and the metric `unreconciled_events` shows the difference to
 * what its handlers took as done.
 */
export const total = (name: string, of: readonly Heard[]): Total => ({
  kind: 'total',
  name,
  of: of.map(({ type }) => type),
});

/**
 * Declares a type of event that this service says.
 * @param fields which fields of the data hold the entity's id and, if the event concerns a person, that person's
 * @param fields.holdsErasureMs see `Said`
 */
export function said<Schema extends z.ZodObject>(
  type: string,
  schema: Schema,
  fields: {
    subject: keyof z.infer<Schema> & string;
    person?: keyof z.infer<Schema> & string;
    holdsErasureMs?: number;
  },
): Said<Schema> {
  const make = (data: z.infer<Schema>, options?: { entityversion?: number }) => ({ event, data, ...options });
  const event: Said<Schema> = Object.assign(make, { kind: 'said' as const, type, schema, ...fields });
  return event;
}

/**
 * Declares a type of event that this service hears. Give it to `@EventPattern<string>(X.type)` and to `@Payload(X)`.
 * @param options.from the service that says it; an event of this type from any other sender is forged
 * @param options.attributes the optional attributes that the service reads; a handler that reads another one fails.
 * `datasubject` belongs to every event about a person: messaging reads it, to forget them
 * @param options.part the fields of the data that the broker delivers, for a service that must not know the others
 * @param options.repeatable whether operators may have the handler run again for an event that it took as done. A test runs
 * every handler that declares it twice (`any-order`)
 * @param options.limitMs longest time for one attempt of the handler, in milliseconds; 30 s unless given
 * @param options.holdsErasureMs see `Heard`
 */
export const heard = <Schema extends z.ZodType>(
  type: string,
  schema: Schema,
  options: Pick<Heard, 'from' | 'attributes' | 'part' | 'repeatable' | 'limitMs' | 'holdsErasureMs'>,
): Heard<Schema> => ({ kind: 'heard', type, schema, ...options });

/** Whether a service only watches: all that it hears are parts of events, and no process waits for what it does. */
export const watches = ({ heard: all }: Events): boolean =>
  all.length > 0 && all.every(({ part }) => part !== undefined);

/**
 * Declares a type of effect. Its handler has `@EventPattern<string>(X.type)` too, and runs outside any transaction.
 * @param options.limitMs longest time for one attempt of the handler, in milliseconds; 30 s unless given
 * @param options.holdsErasureMs see `Effect`
 * @param options.onAdmission by which the service hears that such an effect was given up. It is added in the transaction
 * that admits the effect to the hospital, again after each replay that fails, under the key of the effect followed by
 * `-admitted`
 */
export const effect = <Schema extends z.ZodType>(
  type: string,
  schema: Schema,
  options?: Pick<Effect<Schema>, 'limitMs' | 'holdsErasureMs' | 'onAdmission'>,
): Effect<Schema> => ({ kind: 'effect', type, schema, ...options });

/** The data that a handler of an event or of an effect gets. */
export type DataOf<Declared extends { schema: z.ZodType }> = z.infer<Declared['schema']>;

/** Every event and effect that a service's `events.ts` declares. */
export interface Events {
  readonly noun?: string;
  readonly said: Said[];
  readonly heard: Heard[];
  readonly effects: Effect[];
  readonly totals?: Total[];
}

/**
 * Collects the declarations of a service's `events.ts` (`import * as events`), those in lists too.
 * @throws Error naming every declaration that is malformed, declared twice, not under the service's noun, or heard
 * without declaring what is in it
 */
export function eventsOf(module: Record<string, unknown>): Events {
  const declared = Object.values(module).flat().filter(isDeclaration);
  const noun = module.noun as string | undefined;
  const events = {
    noun,
    said: declared.filter((declaration): declaration is Said => declaration.kind === 'said'),
    heard: declared.filter((declaration): declaration is Heard => declaration.kind === 'heard'),
    effects: declared.filter((declaration): declaration is Effect => declaration.kind === 'effect'),
    totals: Object.values(module).filter(isTotal),
  };
  const problems = [
    ...[...events.said, ...events.heard]
      .filter(({ type }) => !EVENT_TYPE.test(type))
      .map(({ type }) => `${type} is not of the form noun.past-tense.vN`),
    ...events.said
      .filter(({ type }) => type.split('.')[0] !== noun)
      .map(({ type }) => `${type} is said under another noun than ${noun ?? '(none declared)'}`),
    ...events.heard.flatMap(({ type, schema }) =>
      looseIn(schema).map(
        (place) => `${type} hears what it does not declare at ${place}: declare its fields`,
      ),
    ),
    ...declared
      .filter(({ type }, at) => declared.findIndex((other) => other.type === type) !== at)
      .map(({ type }) => `${type} is declared twice`),
    ...events.effects
      .filter(({ onAdmission }) => onAdmission && !events.effects.includes(onAdmission))
      .map(({ type, onAdmission }) => `${type} runs ${onAdmission?.type} on admission: export it, too`),
  ];
  if (problems.length) throw new Error(`events.ts: ${problems.join('; ')}`);
  return events;
}

const isDeclaration = (value: unknown): value is Said | Heard | Effect =>
  (typeof value === 'function' || typeof value === 'object') &&
  value !== null &&
  ['said', 'heard', 'effect'].includes((value as { kind?: string }).kind ?? '');

const isTotal = (value: unknown): value is Total => (value as { kind?: string } | null)?.kind === 'total';
