import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Envelope } from '../src/envelope.js';
import { readableEnvelope } from '../src/event-context.js';
import { effect, eventsOf, heard, OPTIONAL_ATTRIBUTES, said, watches } from '../src/events.js';

const Thing = z.object({ id: z.uuid() });
const tell = (type: string) => said(type, Thing, { subject: 'id' });
const hear = (type: string) => heard(type, Thing, { from: 'beta' });

describe('the declarations of events.ts', () => {
  it('are collected by kind, without other exports', () => {
    const [Said, Heard, Touch] = [
      tell('thing.happened.v1'),
      hear('other.happened.v12'),
      effect('touch', Thing),
    ];
    const module = { noun: 'thing', Said, Heard, Touch, Thing, helper: () => 1, nothing: null, text: 'said' };
    expect(eventsOf(module)).toEqual({
      noun: 'thing',
      said: [Said],
      heard: [Heard],
      effects: [Touch],
      totals: [],
    });
  });

  it('may be none', () => {
    expect(eventsOf({})).toEqual({ noun: undefined, said: [], heard: [], effects: [], totals: [] });
  });

  it('are those of a service that watches when all that it hears are parts', () => {
    const part = heard('other.happened.v1', Thing, { from: 'beta', part: ['id'] });
    const watching = (...Heard: unknown[]) => watches(eventsOf({ Heard }));
    expect([watching(part), watching(part, hear('more.happened.v1')), watching()]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('make an event when called with data', () => {
    const Happened = tell('thing.happened.v1');
    const data = { id: 'x' };
    expect(Happened(data, { entityversion: 3 })).toEqual({ event: Happened, data, entityversion: 3 });
  });

  it.each([
    [
      'a type without a version',
      hear('thing.happened'),
      'thing.happened is not of the form noun.past-tense.vN',
    ],
    ['a version 0', hear('thing.happened.v0'), 'thing.happened.v0 is not of the form noun.past-tense.vN'],
    ['capitals', hear('Thing.happened.v1'), 'Thing.happened.v1 is not of the form noun.past-tense.vN'],
    ['a type of one word', tell('happened'), 'happened is not of the form noun.past-tense.vN'],
    ['spaces', hear('thing.has happened.v1'), 'thing.has happened.v1 is not of the form noun.past-tense.vN'],
    [
      'an event of another noun',
      tell('other.happened.v1'),
      'other.happened.v1 is said under another noun than thing',
    ],
  ])('refuse %s', (_, Declared, problem) => {
    expect(() => eventsOf({ noun: 'thing', Declared })).toThrow(`events.ts: ${problem}`);
  });

  it.each<[string, z.ZodType, string]>([
    ['a loose object', z.looseObject({ id: z.uuid() }), 'the whole'],
    ['a catchall', Thing.catchall(z.string()), 'the whole'],
    ['a loose object inside', Thing.extend({ name: z.looseObject({}) }), 'name'],
    ['a loose object in a list', Thing.extend({ parts: z.array(z.looseObject({})) }), 'parts[]'],
    ['a loose object in a union', Thing.extend({ name: z.looseObject({}).nullable() }), 'name'],
    ['a record', Thing.extend({ more: z.record(z.string(), z.string()).optional() }), 'more'],
    ['anything', Thing.extend({ more: z.unknown() }), 'more'],
    ['a whole that is anything', z.any(), 'the whole'],
  ])('refuse to hear %s, in which what no pact demands could be read', (_, schema, place) => {
    const Other = heard('other.happened.v1', schema, { from: 'beta' });
    expect(() => eventsOf({ Other })).toThrow(
      `events.ts: other.happened.v1 hears what it does not declare at ${place}: declare its fields`,
    );
    expect(eventsOf({ Strict: hear('other.happened.v1'), Mine: z.strictObject({}) }).heard).toHaveLength(1);
  });

  it('refuse a said event without a noun', () => {
    expect(() => eventsOf({ Happened: tell('thing.happened.v1') })).toThrow(
      'thing.happened.v1 is said under another noun than (none declared)',
    );
  });

  it.each([
    ['heard twice', hear('other.happened.v1'), hear('other.happened.v1'), 'other.happened.v1'],
    ['said and heard', tell('thing.happened.v1'), hear('thing.happened.v1'), 'thing.happened.v1'],
    [
      'an event and an effect',
      hear('other.happened.v1'),
      effect('other.happened.v1', Thing),
      'other.happened.v1',
    ],
  ])('refuse a type that is %s', (_, One, Other, type) => {
    expect(() => eventsOf({ noun: 'thing', One, Other })).toThrow(`events.ts: ${type} is declared twice`);
  });

  it('refuse an effect whose follow-up on admission is not exported', () => {
    const GivenUp = effect('given-up', Thing);
    const Touch = effect('touch', Thing, { onAdmission: GivenUp });
    expect(() => eventsOf({ Touch })).toThrow('events.ts: touch runs given-up on admission: export it, too');
    expect(eventsOf({ Touch, GivenUp }).effects).toEqual([Touch, GivenUp]);
  });

  it('report every problem at once', () => {
    const declare = () => eventsOf({ noun: 'thing', A: tell('other.happened.v1'), B: hear('nonsense') });
    expect(declare).toThrow(/nonsense is not of the form.*other\.happened\.v1 is said under another noun/);
  });
});

describe('an envelope, as a handler reads it', () => {
  const envelope = {
    type: 'thing.happened.v1',
    subject: 'a thing',
    entityversion: 2,
    actor: 'a person',
  } as Envelope;

  it('has what every event has, and the optional attributes that are declared', () => {
    const { type, subject, entityversion } = readableEnvelope(envelope, ['entityversion']);
    expect({ type, subject, entityversion }).toEqual({
      type: 'thing.happened.v1',
      subject: 'a thing',
      entityversion: 2,
    });
    expect({ ...readableEnvelope(envelope, ['entityversion']) }).not.toHaveProperty('actor');
  });

  it.each(OPTIONAL_ATTRIBUTES)('refuses to tell %s, when it is not declared', (name) => {
    expect(() => readableEnvelope(envelope)[name]).toThrow(
      `The handler of thing.happened.v1 reads the attribute ${name}, which events.ts does not declare: add it to the attributes of heard().`,
    );
  });

  it('knows every attribute that a sender may leave out; the broker adds its time to every event', () => {
    const optional = Object.entries(Envelope.shape).filter(
      ([, schema]) => schema.safeParse(undefined).success,
    );
    expect(optional.map(([name]) => name).sort()).toEqual([...OPTIONAL_ATTRIBUTES, 'recordedtime'].sort());
  });
});
