import { describe, expect, it } from '@jest/globals';
import { mutate } from '../src/pacts/mutation.js';
import {
  additionsOf,
  mutantsOf,
  type Output,
  type EventInteraction,
  type HttpInteraction,
  type Schema,
} from '#tooling/pacts';

const LAMP = { lampId: 'l-1', watts: 7, kind: 'desk', room: { floor: 2 }, bulbs: [{ colour: 'red' }] };
const read: Schema = {
  type: 'object',
  required: ['lampId', 'watts', 'kind', 'room', 'bulbs'],
  properties: {
    lampId: { type: 'string' },
    watts: { type: 'integer' },
    kind: { type: 'string', enum: ['desk', 'floor'] },
    room: { anyOf: [{ type: 'object', properties: { floor: { type: 'integer' } } }, { type: 'null' }] },
    bulbs: { type: 'array', items: { $ref: '#/$defs/Bulb' } },
  },
  $defs: { Bulb: { type: 'object', properties: { colour: { type: 'string' } } } },
};
const integer = { matchers: [{ match: 'integer' }] };
const type = { matchers: [{ match: 'type' }] };
/** What a consumer expects who reads all of a lamp, and pins all of it. */
const looked: HttpInteraction = {
  type: 'Synchronous/HTTP',
  description: 'a look',
  comments: { reads: read },
  request: { method: 'GET', path: '/lamps/1' },
  response: {
    status: 200,
    body: { content: LAMP, contentType: 'application/json' },
    matchingRules: {
      body: {
        '$.lampId': type,
        '$.watts': integer,
        '$.kind': { matchers: [{ match: 'regex', regex: '^(desk|floor)$' }] },
        '$.room.floor': integer,
        '$.bulbs': { matchers: [{ match: 'type', min: 1 }] },
        '$.bulbs[*].colour': type,
      },
    },
  },
};
const answered: Output = { status: 200, metadata: { 'Content-Type': 'application/json' }, body: LAMP };
const lit: EventInteraction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp.lit.v1 event',
  contents: { content: { lampId: 'l-1' }, contentType: 'application/json' },
  metadata: { type: 'lamp.lit.v1', contentType: 'application/json' },
  matchingRules: { body: { '$.lampId': type } },
};
const said: Output = {
  metadata: { type: 'lamp.lit.v1', contentType: 'application/json' },
  body: { lampId: 'l-2' },
};

const changes = (mutants: { field: string; change: string }[]) =>
  mutants.map(({ field, change }) => `${field} ${change}`);
const tried = (interaction: HttpInteraction | EventInteraction, output: Output) =>
  mutate('lamps', [{ consumer: 'switch', interaction, output }]);
/** The same expectation, but for its rules or its example. */
const expecting = (change: Partial<HttpInteraction['response']>): HttpInteraction => ({
  ...looked,
  response: { ...looked.response, ...change },
});

describe('the mutants of an answer', () => {
  it('change every field that is read in every way, and the status', () => {
    expect(changes(mutantsOf(looked, answered))).toEqual([
      'status replaced',
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.lampId ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.watts ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled', 'replaced'].map((change) => `$.kind ${change}`),
      ...['removed', 'renamed', 'retyped'].map((change) => `$.room ${change}`), // it may be null
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.room.floor ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.bulbs ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.bulbs[*].colour ${change}`),
    ]);
  });

  it('leave the output as it was', () => {
    const before = structuredClone(answered);
    const colour = mutantsOf(looked, answered).find(({ field }) => field === '$.bulbs[*].colour');
    expect(colour?.output?.body).toEqual({ ...LAMP, bulbs: [{}] });
    expect(answered).toEqual(before);
  });

  it('are those of the example, where a pact does not say what is read', () => {
    const { comments: _reads, ...foreign } = looked;
    const fields = new Set(mutantsOf(foreign, answered).map(({ field }) => field));
    expect([...fields].join(' ')).toBe(
      'status $.lampId $.watts $.kind $.room $.room.floor $.bulbs $.bulbs[*].colour',
    );
  });

  it('that hurt nobody add something to every object', () => {
    expect(changes(additionsOf(answered))).toEqual([
      'metadata added',
      '$ added',
      '$.room added',
      '$.bulbs[*] added',
    ]);
  });
});

describe('a pact that bites', () => {
  it('lets no mutant of an answer pass, and every addition', async () => {
    expect(await tried(looked, answered)).toEqual({ harmful: 29, survivors: [], harmless: 4, alarms: [] });
  });

  it('lets no mutant of an event pass, and every addition', async () => {
    expect(await tried(lit, said)).toEqual({ harmful: 5, survivors: [], harmless: 2, alarms: [] });
  });
});

describe('a pact that does not bite is caught', () => {
  const rules = looked.response.matchingRules?.body;
  const survivorsOf = async (interaction: HttpInteraction, output = answered) =>
    (await tried(interaction, output)).survivors;

  it('when it has no closed list where the consumer has one', async () => {
    const loose = expecting({ matchingRules: { body: { ...rules, '$.kind': type } } });
    expect(await survivorsOf(loose)).toEqual(['switch, a look: $.kind replaced']);
  });

  it('when its expression is content with numbers', async () => {
    const any = { matchers: [{ match: 'regex', regex: '^[\\s\\S]+$' }] };
    const loose = expecting({ matchingRules: { body: { ...rules, '$.lampId': any } } });
    expect(await survivorsOf(loose)).toContain('switch, a look: $.lampId retyped');
  });

  it('when it lacks a field that is read', async () => {
    const { watts: _watts, ...content } = LAMP;
    const forgetful = expecting({ body: { content, contentType: 'application/json' } });
    expect(await survivorsOf(forgetful)).toEqual([
      'switch, a look: $.watts is read, but not in the pact or not in the output',
    ]);
  });

  it('when the provider never showed what is in a list', async () => {
    expect(await survivorsOf(looked, { ...answered, body: { ...LAMP, bulbs: [] } })).toContain(
      'switch, a look: $.bulbs[*].colour is read, but not in the pact or not in the output',
    );
  });

  it('when it takes additions for breaks', async () => {
    const strict = expecting({
      matchingRules: { body: { ...rules, '$.room': { matchers: [{ match: 'equality' }] } } },
    });
    expect((await tried(strict, answered)).alarms).toEqual(['switch, a look: $.room added']);
  });
});
