import { type Events, heard, said } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readFlow } from '../src/flow-file.js';
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
    ['no type', FLOW.replace('on: lamp.lit.v1', 'on: lit'), 'steps.arrive.on: '],
    [
      'another name than its file',
      FLOW.replace('flow: lighting', 'flow: dusk'),
      'flow: takes the name of the file, lighting',
    ],
    ['no YAML', 'flow: [', 'Flow sequence'],
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
      'a reason for no consumer',
      FLOW + 'unproved: { bats: sleep }\n',
      'unproved.bats: it consumes no event of this flow; remove it',
    ],
  ])('with %s is refused, and the message says where', (_, text, problem) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).toContain(`contracts/flows/lighting.yaml: ${problem}`);
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
