import { describe, expect, it } from '@jest/globals';
import {
  additionsOf,
  type EventInteraction,
  fits,
  type HttpInteraction,
  mutantsOf,
  type Output,
  type Schema,
} from '#tooling/pacts';
import { mutate } from '../src/pacts/mutation.js';
import { rejectedTrials } from '../src/pacts/output-trials.js';

const LAMP = {
  lampId: 'l-1',
  watts: 7,
  kind: 'desk',
  room: { floor: 2 },
  bulbs: [{ colour: 'red' }],
  tags: ['old'],
};
const reads: Schema = {
  type: 'object',
  required: ['lampId', 'watts', 'kind', 'room', 'bulbs', 'tags'],
  properties: {
    lampId: { type: 'string' },
    watts: { type: 'integer' },
    kind: { type: 'string', enum: ['desk', 'floor'] },
    room: { anyOf: [{ type: 'object', properties: { floor: { type: 'integer' } } }, { type: 'null' }] },
    bulbs: { type: 'array', items: { $ref: '#/$defs/Bulb' } },
    tags: { type: 'array', items: { type: 'string', enum: ['old', 'new'] } },
  },
  $defs: { Bulb: { type: 'object', properties: { colour: { type: 'string' } } } },
};
const integer = { matchers: [{ match: 'integer' }] };
const type = { matchers: [{ match: 'type' }] };
/** A consumer that reads and pins every field of a lamp. */
const looked: HttpInteraction = {
  type: 'Synchronous/HTTP',
  description: 'a look',
  comments: { reads, headers: ['location'] },
  request: { method: 'GET', path: '/lamps/1' },
  response: {
    status: 200,
    headers: { Location: ['/lamps/1'] },
    body: { content: LAMP, contentType: 'application/json' },
    matchingRules: {
      header: { Location: { matchers: [{ match: 'regex', regex: '^/lamps/\\w+$' }] } },
      body: {
        '$.lampId': type,
        '$.watts': integer,
        '$.kind': { matchers: [{ match: 'regex', regex: '^(desk|floor)$' }] },
        '$.room.floor': integer,
        '$.bulbs': { matchers: [{ match: 'type', min: 1 }] },
        '$.bulbs[*].colour': type,
        '$.tags': { matchers: [{ match: 'type', min: 1 }] },
        '$.tags[*]': { matchers: [{ match: 'regex', regex: '^(old|new)$' }] },
      },
    },
  },
};
const answered: Output = {
  status: 200,
  metadata: { 'content-type': 'application/json', location: '/lamps/2' },
  body: LAMP,
};
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
const mutateLamps = (interaction: HttpInteraction | EventInteraction, output: Output) =>
  mutate('lamps', [{ consumer: 'switch', interaction, output }]);
/** The same interaction with other rules or another example. */
const withResponse = (change: Partial<HttpInteraction['response']>): HttpInteraction => ({
  ...looked,
  response: { ...looked.response, ...change },
});

describe('the mutants of a response', () => {
  it('change the status, and every field that is read in every way', () => {
    expect(changes(mutantsOf(looked, answered))).toEqual([
      'status replaced',
      ...['removed', 'emptied'].map((change) => `metadata.location ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.lampId ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.watts ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled', 'replaced'].map((change) => `$.kind ${change}`),
      ...['removed', 'renamed', 'retyped'].map((change) => `$.room ${change}`), // it may be null
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.room.floor ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.bulbs ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.bulbs[*].colour ${change}`),
      ...['removed', 'renamed', 'retyped', 'nulled'].map((change) => `$.tags ${change}`),
      ...['retyped', 'nulled', 'replaced'].map((change) => `$.tags[*] ${change}`), // a list may be shorter
    ]);
  });

  it('do not modify the original output', () => {
    const before = structuredClone(answered);
    const colour = mutantsOf(looked, answered).find(({ field }) => field === '$.bulbs[*].colour');
    expect(colour?.output?.body).toEqual({ ...LAMP, bulbs: [{}] });
    expect(answered).toEqual(before);
  });

  it('are those of the example, if the pact does not record what is read', () => {
    const { comments: _reads, ...foreign } = looked;
    const fields = new Set(mutantsOf(foreign, answered).map(({ field }) => field));
    expect([...fields].join(' ')).toBe(
      'status $.lampId $.watts $.kind $.room $.room.floor $.bulbs $.bulbs[*].colour $.tags',
    );
  });

  it('do not look below what is not there: a field that is left out, the elements of an empty list', () => {
    const { room: _room, ...bare } = { ...LAMP, bulbs: [], tags: [] };
    const content = { content: bare, contentType: 'application/json' };
    const fields = changes(mutantsOf(withResponse({ body: content }), { ...answered, body: bare }));
    expect(fields.filter((field) => /room|\[/.test(field))).toEqual(['$.room removed']);
  });

  it('that break nothing add a field to every object', () => {
    expect(changes(additionsOf(answered))).toEqual([
      'metadata added',
      '$ added',
      '$.room added',
      '$.bulbs[*] added',
    ]);
  });
});

describe('a strict pact', () => {
  it('rejects every mutant of a response, and accepts every addition', async () => {
    expect(await mutateLamps(looked, answered)).toEqual({
      harmful: 38,
      survivors: [],
      harmless: 4,
      alarms: [],
    });
  });

  it('rejects every mutant of an event, and accepts every addition', async () => {
    expect(await mutateLamps(lit, said)).toEqual({ harmful: 6, survivors: [], harmless: 2, alarms: [] });
  });
});

describe('the search for the odd one among several events', () => {
  /** The lamp as an event, so that its fields are held to the same rules. */
  const shown: EventInteraction = {
    ...lit,
    contents: { content: LAMP, contentType: 'application/json' },
    comments: { reads },
    matchingRules: { body: looked.response.matchingRules?.body ?? {} },
  };
  const event = { ...said, body: LAMP };

  it('agrees with Pact about every mutant and every addition', async () => {
    const mutants = mutantsOf(shown, event);
    const outputs = [...mutants, ...additionsOf(event), { output: event }].map(({ output }) => output!);
    const trials = outputs.map((output) => ({ consumer: 'switch', interaction: shown, output }));
    const rejected = await rejectedTrials('lamps', trials);
    expect(trials.filter(({ output }) => !fits(shown, output))).toEqual([...rejected]);
    expect(rejected.size).toBe(mutants.length);
  });
});

describe('a loose pact has survivors', () => {
  const { body: rules, header } = looked.response.matchingRules ?? {};
  const survivorsOf = async (interaction: HttpInteraction, output = answered) =>
    (await mutateLamps(interaction, output)).survivors;

  it('if it has no closed list where the consumer has one', async () => {
    const loose = withResponse({ matchingRules: { header, body: { ...rules, '$.kind': type } } });
    expect(await survivorsOf(loose)).toEqual(['switch, a look: $.kind replaced']);
  });

  it('if its expression accepts numbers', async () => {
    const any = { matchers: [{ match: 'regex', regex: '^[\\s\\S]+$' }] };
    const loose = withResponse({ matchingRules: { header, body: { ...rules, '$.lampId': any } } });
    expect(await survivorsOf(loose)).toContain('switch, a look: $.lampId retyped');
  });

  it('if it does not say what a header must be', async () => {
    const loose = withResponse({
      matchingRules: { body: rules, header: { Location: type } },
    });
    expect(await survivorsOf(loose)).toEqual(['switch, a look: metadata.location emptied']);
  });

  it('if it lacks a header that is read', async () => {
    expect(await survivorsOf(withResponse({ headers: {} }))).toEqual([
      'switch, a look: metadata.location is read, but not in the pact or not in the output',
    ]);
  });

  it('if it lacks an attribute that is read', async () => {
    const nosy = { ...lit, comments: { attributes: ['entityversion'] } };
    expect((await mutateLamps(nosy, said)).survivors).toEqual([
      'switch, a lamp.lit.v1 event: metadata.entityversion is read, but not in the pact or not in the output',
    ]);
  });

  it('if it lacks a field that is read', async () => {
    const { watts: _watts, ...content } = LAMP;
    const incomplete = withResponse({ body: { content, contentType: 'application/json' } });
    expect(await survivorsOf(incomplete)).toEqual([
      'switch, a look: $.watts is read, but not in the pact or not in the output',
    ]);
  });

  it('if the list of the provider was empty', async () => {
    expect(await survivorsOf(looked, { ...answered, body: { ...LAMP, bulbs: [] } })).toContain(
      'switch, a look: $.bulbs[*].colour is read, but not in the pact or not in the output',
    );
  });

  it('and a pact that rejects additions has false alarms', async () => {
    const strict = withResponse({
      matchingRules: { header, body: { ...rules, '$.room': { matchers: [{ match: 'equality' }] } } },
    });
    expect((await mutateLamps(strict, answered)).alarms).toEqual(['switch, a look: $.room added']);
  });
});
