import { describe, expect, it } from '@jest/globals';
import { FLOWS } from '../src/flows.js';
import { LANDSCAPE } from '../src/landscape.js';
import { edgesOf } from '../src/traffic.js';

const REGISTERED = 'customer.registered.v1';
const services = ['customers', 'loyalty', 'friends', 'email'].map((name) => ({ name, owner: 'x' }));
const declared = {
  services,
  calls: [],
  events: [{ type: REGISTERED, from: 'customers', to: ['loyalty', 'friends'] }],
};
const seen = (published: string[], reactions: Parameters<typeof edgesOf>[2] = []) =>
  edgesOf(declared, published, reactions).map((edge) => `${edge.from} ${edge.to} ${edge.seen}`);

describe('a connection of two services', () => {
  it('was never seen before its event is published', () => {
    expect(seen([])).toEqual(['customers loyalty never', 'customers friends never']);
  });

  it('was never seen while a consumer that a step expects to publish something has not', () => {
    expect(seen([REGISTERED])).toEqual(['customers loyalty never', 'customers friends published']);
  });

  it('is proved by a total of its consumer once its event is published', () => {
    const events = declared.events.map((one) => ({ ...one, counted: ['friends'] }));
    const states = (published: string[]) =>
      edgesOf({ ...declared, events }, published, []).map((edge) => edge.seen);
    expect(states([REGISTERED])).toEqual(['never', 'counted']);
    expect(states([])).toEqual(['never', 'never']);
  });

  it('was seen when its consumer has published something because of it', () => {
    const reaction = { type: REGISTERED, from: 'customers', to: 'loyalty' };
    expect(seen([REGISTERED], [reaction])[0]).toBe('customers loyalty reacted');
  });

  it('is strange when it was seen, and is in no contract', () => {
    const reaction = (to: string) => ({ type: REGISTERED, from: 'customers', to });
    expect(seen([], [reaction('email'), reaction('customers'), reaction('stranger')]).slice(2)).toEqual([
      'customers email strange',
      'customers stranger strange',
    ]);
  });

  it('is not watched when no flow names its event', () => {
    const events = [{ type: 'lamp.lit.v1', from: 'customers', to: ['email'] }];
    expect(edgesOf({ ...declared, events }, ['lamp.lit.v1'], [])).toMatchObject([{ seen: 'unwatched' }]);
  });
});

it('is proved by nothing only where it begins a step that may never happen', () => {
  const all = LANDSCAPE.events.map(({ type }) => type);
  const unproved = edgesOf(LANDSCAPE, all, []).filter(({ seen }) => seen === 'published');
  const begins = (type: string, service: string) =>
    FLOWS.some(({ steps }) => steps.some((step) => step.service === service && step.on.includes(type)));
  expect(unproved.length).toBeGreaterThan(0);
  expect(unproved.filter(({ type, to }) => !begins(type, to))).toEqual([]);
});
