import { heard } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { draftOf, type Happened } from '../src/draft.js';
import { readFlow } from '../src/flow-file.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();
const event = (id: string, service: string, type: string, causationid: string, seconds: number): Happened => {
  return { id, service, type, causationid, time: at(seconds), fields: { lampId: 'lamp-1', event: id } };
};
const lit = event('one', 'lamps', 'lamp.lit.v1', 'a request', 0);
const arrived = event('two', 'moths', 'moth.arrived.v1', 'one', 2);
const slept = event('three', 'bats', 'bat.slept.v1', 'two', 40);
const consumer = (name: string, ...types: string[]) => {
  const declared = types.map((type) => heard(type, z.object({}), { from: 'lamps' }));
  return { name, events: { said: [], heard: declared, effects: [] } };
};
const services = [
  consumer('moths', 'lamp.lit.v1'),
  consumer('owls', 'moth.arrived.v1'),
  consumer('monitor', 'lamp.lit.v1'),
];
const draft = (...events: Happened[]) =>
  readFlow('contracts/flows/dusk.yaml', draftOf('dusk', events, services)).flow;

describe('the draft of a flow', () => {
  it('has the steps between the events, whichever order they are found in', () => {
    expect(draft(slept, arrived, lit)).toMatchObject({
      key: 'lampId',
      starts: ['lamp.lit.v1'],
      steps: {
        'moth-arrived': { service: 'moths', on: ['lamp.lit.v1'], says: ['moth.arrived.v1'], within: 30_000 },
        'bat-slept': { service: 'bats', on: ['moth.arrived.v1'], says: ['bat.slept.v1'], within: 600_000 },
      },
    });
  });

  it('names the consumers that published nothing', () => {
    expect(Object.keys(draft(lit, arrived)?.unproved ?? {})).toEqual(['owls']);
  });

  it('takes the correlation ID as its key when the events share no field', () => {
    expect(draft(lit, { ...arrived, fields: {} })?.key).toBe('correlationid');
  });
});
