import type { z } from 'zod';

/** `noun.past-tense.vN`; additive changes keep N. */
export const EVENT_TYPE = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.v[1-9]\d*$/;

/** An event that left the rules and waits for `Outbox.add`. */
export interface SaidEvent<Data = Record<string, unknown>> {
  readonly event: Pick<Said, 'type' | 'schema' | 'subject' | 'person'>;
  readonly data: Data;
  /** The entity's version after this event, so that a hearer can ignore what is older. */
  readonly entityversion?: number;
}

/** An event this service says, with its full schema. Called with data, it makes one to say. */
export interface Said<Schema extends z.ZodObject = z.ZodObject> {
  (data: z.infer<Schema>, options?: { entityversion?: number }): SaidEvent<z.infer<Schema>>;
  readonly kind: 'said';
  readonly type: string;
  readonly schema: Schema;
  /** The data field that holds the entity's id: the CloudEvents `subject`. */
  readonly subject: string;
  /** The data field that holds the opaque id of the person concerned, if there is one: `datasubject`. */
  readonly person?: string;
}

/** An event this service hears: only the fields it reads, so that every other change passes by unseen. */
export interface Heard<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'heard';
  readonly type: string;
  readonly schema: Schema;
}

/** Something to be done outside the database, at least once and under a stable key: see `Effects`. */
export interface Effect<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'effect';
  readonly type: string;
  readonly schema: Schema;
}

/** Declares an event that this service says. */
export function said<Schema extends z.ZodObject>(
  type: string,
  schema: Schema,
  fields: { subject: keyof z.infer<Schema> & string; person?: keyof z.infer<Schema> & string },
): Said<Schema> {
  const make = (data: z.infer<Schema>, options?: { entityversion?: number }) => ({ event, data, ...options });
  const event: Said<Schema> = Object.assign(make, { kind: 'said' as const, type, schema, ...fields });
  return event;
}

/** Declares an event that this service hears. Give it to `@EventPattern<string>(X.type)` and to `@Payload(X)`. */
export const heard = <Schema extends z.ZodType>(type: string, schema: Schema): Heard<Schema> => ({
  kind: 'heard',
  type,
  schema,
});

/** Declares an outside effect. Its handler is `@EventPattern<string>(X.type)` too, and runs outside any transaction. */
export const effect = <Schema extends z.ZodType>(type: string, schema: Schema): Effect<Schema> => ({
  kind: 'effect',
  type,
  schema,
});

/** What a hearer or an effect handler is given. */
export type DataOf<Declared extends { schema: z.ZodType }> = z.infer<Declared['schema']>;

/** A service's face, as its `events.ts` declares it. */
export interface Events {
  readonly noun?: string;
  readonly said: Said[];
  readonly heard: Heard[];
  readonly effects: Effect[];
}

/**
 * Collects the declarations of a service's `events.ts` (`import * as events`).
 * @throws Error naming every declaration that is malformed, double, or not under the service's noun
 */
export function eventsOf(module: Record<string, unknown>): Events {
  const declared = Object.values(module).filter(isDeclaration);
  const noun = module.noun as string | undefined;
  const events = {
    noun,
    said: declared.filter((one): one is Said => one.kind === 'said'),
    heard: declared.filter((one): one is Heard => one.kind === 'heard'),
    effects: declared.filter((one): one is Effect => one.kind === 'effect'),
  };
  const problems = [
    ...[...events.said, ...events.heard]
      .filter(({ type }) => !EVENT_TYPE.test(type))
      .map(({ type }) => `${type} is not of the form noun.past-tense.vN`),
    ...events.said
      .filter(({ type }) => type.split('.')[0] !== noun)
      .map(({ type }) => `${type} is said under another noun than ${noun ?? '(none declared)'}`),
    ...declared
      .filter(({ type }, at) => declared.findIndex((other) => other.type === type) !== at)
      .map(({ type }) => `${type} is declared twice`),
  ];
  if (problems.length) throw new Error(`events.ts: ${problems.join('; ')}`);
  return events;
}

const isDeclaration = (value: unknown): value is Said | Heard | Effect =>
  (typeof value === 'function' || typeof value === 'object') &&
  value !== null &&
  ['said', 'heard', 'effect'].includes((value as { kind?: string }).kind ?? '');
