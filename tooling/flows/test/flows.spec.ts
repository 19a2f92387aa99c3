import { type Events, heard, said, type Total, total } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FLOWS, readFlow, readFlows } from '../src/flow-file.js';
import { flowProblems, unnamedConsumers } from '../src/flow-problems.js';

const Thing = z.object({ lampId: z.string() });
const lit = said('lamp.lit.v1', Thing, { subject: 'lampId' });
const seen = said('moth.arrived.v1', Thing, { subject: 'lampId' });

const events = (more: Partial<Events>): Events => ({ said: [], heard: [], effects: [], ...more });
const services = [
  { name: 'lamps', events: events({ said: [lit] }) },
  {
    name: 'moths',
    events: events({ said: [seen], heard: [heard('lamp.lit.v1', Thing, { from: 'lamps' })] }),
  },
];
const pact = {
  consumer: { name: 'moths' },
  provider: { name: 'lamps' },
  interactions: [{ type: 'Asynchronous/Messages', metadata: { type: 'lamp.lit.v1' } }],
} as never;

const FLOW = `
flow: lighting
about: A moth finds a lamp.
key: lampId
starts: lamp.lit.v1
steps:
  arrive: { service: moths, on: lamp.lit.v1, says: moth.arrived.v1, within: 2m }
`;
const read = (text = FLOW, file = 'contracts/flows/lighting.yaml') => readFlow(file, text);
const problemsOf = (text: string, all = services, pacts = [pact]) => {
  const { flow, problems } = read(text);
  return flow ? flowProblems(flow, { services: all, pacts }) : problems;
};

describe('a flow', () => {
  it('is read with its durations in milliseconds, and one type as a list', () => {
    expect(read().flow).toMatchObject({
      flow: 'lighting',
      starts: ['lamp.lit.v1'],
      erases: false,
      steps: { arrive: { on: ['lamp.lit.v1'], says: ['moth.arrived.v1'], within: 120_000 } },
      outcomes: {},
      ends: {},
      unproved: {},
    });
  });

  it('fits when each step has a subscriber, a pact and an event that its service publishes', () => {
    expect(problemsOf(FLOW)).toEqual([]);
  });

  it.each([
    ['an unknown key', FLOW + 'owner: me\n', 'the file: Unrecognized key: "owner"'],
    [
      'no duration',
      FLOW.replace('2m', 'soon'),
      'steps.arrive.within: takes a number and a unit: 30s, 2m, 24h, 7d',
    ],
    [
      'no type',
      FLOW.replace('on: lamp.lit.v1', 'on: lit'),
      'steps.arrive.on: takes noun.past-tense.vN, or a list of such types',
    ],
    [
      'another name than its file',
      FLOW.replace('flow: lighting', 'flow: dusk'),
      'flow: takes the name of the file, lighting',
    ],
    [
      'a list with no type',
      FLOW.replace('on: lamp.lit.v1', 'on: [lamp.lit.v1, lit]'),
      'steps.arrive.on.1: takes noun.past-tense.vN',
    ],
    ['an empty list', FLOW.replace('on: lamp.lit.v1', 'on: []'), 'steps.arrive.on: '],
    ['no event of a step', FLOW.replace('on: lamp.lit.v1, ', ''), 'steps.arrive.on: is missing'],
    [
      'a duration without a unit',
      FLOW.replace('2m', '30'),
      'steps.arrive.within: takes a number and a unit: 30s, 2m, 24h, 7d',
    ],
    [
      'a duration beyond any clock',
      FLOW.replace('2m', '99999999999d'),
      'steps.arrive.within: takes at most 366d',
    ],
    ['no steps', FLOW.replace(/steps:[^]*/, 'steps: {}'), 'steps: takes at least one step'],
    ['steps that are text', FLOW.replace(/steps:[^]*/, 'steps: none'), 'steps: takes names with values'],
    [
      'a step with a wrong name',
      FLOW.replace('arrive:', 'Arrive:'),
      'steps.Arrive: takes lower-case letters, digits and hyphens',
    ],
    ['no key', FLOW.replace('key: lampId', ''), 'key: is missing'],
    ['an empty key', FLOW.replace('key: lampId', "key: ''"), 'key: must not be empty'],
    ['a number for text', FLOW.replace('key: lampId', 'key: 3'), 'key: takes text'],
    ['a text for a switch', FLOW + 'erases: perhaps\n', 'erases: takes true or false'],
    ['no content', '', 'is empty; docs/flows.md explains what a flow says'],
    ['no keys', '- lamp.lit.v1', 'the file: takes keys with values'],
    ['several documents', `${FLOW}---${FLOW}`, 'has several documents; keep one flow'],
    ['no YAML', 'flow: [', 'is not YAML: Flow sequence'],
    ['an alias of nothing', 'flow: *lighting', 'is not YAML: Unresolved alias'],
    [
      'an event that nobody publishes',
      FLOW.replace('says: moth.arrived', 'says: moth.left'),
      'no service publishes moth.left.v1',
    ],
    [
      'a key that an event has not',
      FLOW.replace('key: lampId', 'key: mothId'),
      'key: lamp.lit.v1 has no field mothId; take a field that every event of the flow has, or subject or correlationid',
    ],
    [
      'a key that only the prototype of objects has',
      FLOW.replace('key: lampId', 'key: toString'),
      'key: lamp.lit.v1 has no field toString',
    ],
    [
      'a step that only it itself begins',
      FLOW + '  dance: { service: moths, on: moth.danced.v1, says: moth.danced.v1, within: 2m }\n',
      'steps.dance: nothing in the flow causes moth.danced.v1',
    ],
    [
      'steps that only begin each other',
      FLOW +
        '  dance: { service: moths, on: moth.rested.v1, says: moth.danced.v1, within: 2m }\n' +
        '  rest: { service: moths, on: moth.danced.v1, says: moth.rested.v1, within: 2m }\n',
      'steps.rest: nothing in the flow causes moth.danced.v1',
    ],
    [
      'a reason for a service with a step',
      FLOW + 'unproved: { moths: shy }\n',
      'unproved.moths: a step proves it; remove it',
    ],
    [
      'a reason without text',
      FLOW + 'unproved: { bats: 7 }\n',
      'unproved.bats: takes the reason, or `because` with the reason and `total` with the name of a total',
    ],
    [
      'a total that its service does not declare',
      FLOW + 'unproved: { bats: { because: sleep, total: naps } }\n',
      'unproved.bats.total: bats declares no total naps: add it to its events.ts, and to the rules that act',
    ],
    [
      'an unknown service',
      FLOW.replace('service: moths', 'service: bats'),
      'steps.arrive: there is no service bats',
    ],
    [
      'a step that nothing causes',
      FLOW.replace('on: lamp.lit.v1', 'on: moth.gone.v1'),
      'steps.arrive: nothing in the flow causes moth.gone.v1: add it to starts, or the step that says it',
    ],
    [
      'what a step says for another way',
      FLOW.replace('within', 'or: moth.arrived.v1, within'),
      'steps.arrive: moth.arrived.v1 stands under says, too: what the step itself says is no other way',
    ],
    [
      'an outcome that no step names',
      FLOW + 'outcomes: { dark: lamp.broken.v1 }\n',
      'outcomes.dark: no step of the flow names lamp.broken.v1',
    ],
    [
      'another way that nothing causes',
      FLOW.replace('within', 'or: lamp.broken.v1, within'),
      'steps.arrive: nothing in the flow causes lamp.broken.v1, which stands under or: add it to starts',
    ],
    [
      'a second event that nothing causes',
      FLOW.replace('within', 'and: lamp.broken.v1, within'),
      'steps.arrive: nothing in the flow causes lamp.broken.v1, which stands under and: add it to starts',
    ],
    [
      'a second event that no service publishes',
      FLOW.replace('within', 'and: lamp.eaten.v1, within'),
      'no service publishes lamp.eaten.v1',
    ],
    [
      'another way without a type',
      FLOW.replace('within', 'or: [], within'),
      'steps.arrive.or: must not be empty',
    ],
    [
      'a reason for no consumer',
      FLOW + 'unproved: { bats: sleep }\n',
      'unproved.bats: it consumes no event of this flow; remove it',
    ],
  ])('with %s is refused, and the message says where', (_, text, problem) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).toContain(`contracts/flows/lighting.yaml: ${problem}`);
  });

  it('takes steps in any order, and a loop with a way in', () => {
    const text = FLOW.replace(
      'steps:\n',
      'steps:\n  rest: { service: moths, on: [moth.danced.v1], says: moth.rested.v1, within: 366d }\n' +
        '  dance: { service: moths, on: [moth.arrived.v1, moth.rested.v1], says: moth.danced.v1, within: 2m }\n',
    );
    expect(problemsOf(text).join('\n')).not.toContain('nothing in the flow causes');
  });

  it('takes an event of another service that ends a step as well', () => {
    const text = FLOW.replace('within', 'or: lamp.lit.v1, within');
    expect(problemsOf(text)).toEqual([]);
    expect(read(text).flow).toMatchObject({ steps: { arrive: { or: ['lamp.lit.v1'] } } });
  });

  it('takes a step on another version of an event that happens', () => {
    const problems = problemsOf(FLOW.replace('on: lamp.lit.v1', 'on: lamp.lit.v2')).join('\n');
    expect(problems).not.toContain('nothing in the flow causes');
  });

  it.each(['lighting.yml', 'lighting.YAML', 'notes.txt', 'lamps'])('is not overlooked as %s', (name) => {
    const root = mkdtempSync(join(tmpdir(), 'flows-'));
    try {
      mkdirSync(join(root, FLOWS), { recursive: true });
      writeFileSync(join(root, FLOWS, name), FLOW);
      expect(() => readFlows(root)).toThrow(
        `contracts/flows/${name}: is no flow, which is a file NAME.yaml; rename it, or move it elsewhere`,
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('with a step of a service that does not consume its event, or has no pact, is refused', () => {
    const deaf = [services[0]!, { name: 'moths', events: events({ said: [seen] }) }];
    expect(problemsOf(FLOW, deaf)).toEqual([
      'contracts/flows/lighting.yaml: steps.arrive: moths does not consume lamp.lit.v1: declare it in its events.ts and write a subscriber',
    ]);
    expect(problemsOf(FLOW, services, [])).toEqual([
      'contracts/flows/lighting.yaml: steps.arrive: no pact says that moths consumes lamp.lit.v1',
    ]);
  });

  it('takes a total that counts each event which the consumer hears, and no other', () => {
    const bats = (...counted: string[]) => {
      const types = ['lamp.lit.v1', 'moth.arrived.v1'];
      const all = types.map((type) => heard(type, Thing, { from: 'lamps' }));
      const naps = total(
        'naps',
        all.filter(({ type }) => counted.includes(type)),
      );
      return [...services, { name: 'bats', events: events({ heard: all, totals: [naps] }) }];
    };
    const text = FLOW + 'unproved: { bats: { because: sleep, total: naps } }\n';
    expect(problemsOf(text, bats('lamp.lit.v1', 'moth.arrived.v1'))).toEqual([]);
    expect(problemsOf(text, bats('lamp.lit.v1'))).toEqual([
      'contracts/flows/lighting.yaml: unproved.bats.total: naps does not count moth.arrived.v1, which bats consumes',
    ]);
  });

  it('is refused when a service with a step hears another event of it, and no total counts that', () => {
    const owls = heard('moth.arrived.v1', Thing, { from: 'moths' });
    const lamps = (totals: Total[]) => [
      { name: 'lamps', events: events({ said: [lit], heard: [owls], totals }) },
      ...services.slice(1),
    ];
    const text = FLOW.replace(
      'steps:',
      'steps:\n  dim: { service: lamps, on: lamp.lit.v1, says: lamp.lit.v1, within: 1s, optional: x }',
    );
    expect(problemsOf(text, lamps([]))).toEqual([
      'contracts/flows/lighting.yaml: lamps consumes moth.arrived.v1, which neither a step nor a total proves: add the step, or a total to its events.ts',
    ]);
    expect(problemsOf(text, lamps([total('visits', [owls])]))).toEqual([]);
  });

  it('with a step whose service publishes something else is refused', () => {
    const text = FLOW.replace('says: moth.arrived.v1', 'says: lamp.lit.v1');
    expect(problemsOf(text)).toEqual([
      'contracts/flows/lighting.yaml: steps.arrive: moths does not publish lamp.lit.v1',
    ]);
  });

  it('knows the consumers that it does not name: nobody would notice their silence', () => {
    const bats = {
      name: 'bats',
      events: events({ heard: [heard('moth.arrived.v1', Thing, { from: 'moths' })] }),
    };
    const all = [...services, bats, { ...bats, name: 'monitor' }];
    const unnamed = (text: string) => unnamedConsumers(read(text).flow!, { services: all });
    expect(unnamed(FLOW)).toEqual(['bats']);
    expect(unnamed(FLOW + 'unproved: { bats: they eat and publish nothing }\n')).toEqual([]);
  });
});
