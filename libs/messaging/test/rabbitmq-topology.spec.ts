import { describe, expect, it } from '@jest/globals';
import {
  declared,
  hearersIn,
  hearersOf,
  heardBy,
  missingHearers,
  NOTHING_DECLARED,
  type RabbitmqTopology,
  saidBy,
  subscribedIn,
  withdrawn,
  withEntrances,
} from '../src/engines/rabbitmq-topology.js';
import type { Topology } from '../src/index.js';

const HAPPENED = 'alpha.happened.v1';
const ENDED = 'alpha.ended.v1';
const [NOW, LATER] = [new Date('2026-11-29T10:00:00Z'), new Date('2026-11-29T11:00:00Z')];

/** What one service declares, at a moment. */
const declare = (topology: RabbitmqTopology, one: Topology, now = NOW) => declared(topology, one, now);
const after = (...topologies: Topology[]): RabbitmqTopology =>
  topologies.reduce((all, one) => declare(all, one), NOTHING_DECLARED);
const says = (service: string, events: Record<string, string[]>): Topology => ({
  service,
  says: events,
  hears: [],
});
const hears = (service: string, ...types: string[]): Topology => ({ service, says: {}, hears: types });
/** A hearer that gets these fields of what happened. */
const hearsFields = (service: string, ...fields: string[]): Topology => ({
  ...hears(service, HAPPENED),
  parts: { [HAPPENED]: fields },
});

describe('the topology on RabbitMQ', () => {
  it('knows since when a service has heard an event', () => {
    const first = declare(NOTHING_DECLARED, hears('beta', HAPPENED));
    const since = (topology: RabbitmqTopology) => subscribedIn(topology).map((one) => one.since);
    expect(subscribedIn(first)).toEqual([{ hearer: 'beta', type: HAPPENED, since: NOW }]);
    expect(since(declare(first, hearsFields('beta', 'id'), LATER))).toEqual([NOW]);
    const ended = declare(first, hears('beta'), LATER);
    expect(since(ended)).toEqual([]);
    expect(since(declare(ended, hears('beta', HAPPENED), LATER))).toEqual([LATER]);
    expect(
      since(declare(after(says('alpha', { [HAPPENED]: ['beta'] })), hears('beta', HAPPENED), LATER)),
    ).toEqual([LATER]);
    const old = { ...first, subscriptions: { [HAPPENED]: { beta: { state: 'active' as const } } } };
    expect(since(old)).toEqual([new Date(0)]);
  });

  it('knows who says an event, and who hears which part of it', () => {
    const topology = after(
      says('alpha', { [HAPPENED]: [], [ENDED]: [] }),
      hears('gamma', HAPPENED, ENDED),
      hears('beta', HAPPENED),
      hearsFields('delta', 'id'),
    );
    expect(saidBy(topology, 'alpha')).toEqual([HAPPENED, ENDED]);
    expect(saidBy(topology, 'beta')).toEqual([]);
    expect(hearersOf(topology, HAPPENED)).toEqual({
      whole: ['beta', 'gamma'],
      parts: { delta: ['id'] },
      missing: [],
    });
    expect(hearersIn(topology)).toEqual(['beta', 'delta', 'gamma']);
    expect(heardBy(topology, 'gamma').map(([type]) => type)).toEqual([HAPPENED, ENDED]);
  });

  it('does not change the topology before it', () => {
    const first = after(says('alpha', { [HAPPENED]: [] }));
    const copy = structuredClone(first);
    declare(first, hears('beta', HAPPENED));
    withdrawn(first, 'alpha');
    withEntrances(NOTHING_DECLARED, first, 1);
    expect(first).toEqual(copy);
  });

  it('takes the last declared part of an event', () => {
    const part = after(hearsFields('beta', 'id'));
    expect(hearersOf(declare(part, hearsFields('beta')), HAPPENED).parts).toEqual({ beta: [] });
    expect(hearersOf(declare(part, hears('beta', HAPPENED)), HAPPENED)).toMatchObject({
      whole: ['beta'],
      parts: {},
    });
  });

  describe('of a hearer by contract', () => {
    const waiting = after(says('alpha', { [HAPPENED]: ['beta', 'gamma'], [ENDED]: ['beta'] }));

    it('misses it until it is declared', () => {
      expect(hearersOf(waiting, HAPPENED)).toEqual({ whole: [], parts: {}, missing: ['beta', 'gamma'] });
      const beta = declare(waiting, hears('beta', HAPPENED, ENDED));
      expect(hearersOf(beta, HAPPENED)).toMatchObject({ whole: ['beta'], missing: ['gamma'] });
    });

    it('names it with its events, in the order of hearers, to the deployment of their sender only', () => {
      expect(missingHearers(waiting, ['beta', 'gamma'])).toEqual([]);
      expect(missingHearers(waiting, ['alpha'])).toEqual([
        { hearer: 'beta', type: ENDED },
        { hearer: 'beta', type: HAPPENED },
        { hearer: 'gamma', type: HAPPENED },
      ]);
    });

    it('counts it neither as a hearer nor as a service with a queue', () => {
      expect(heardBy(waiting, 'beta')).toEqual([]);
      expect(hearersIn(waiting)).toEqual([]);
    });

    it('keeps its subscription when a newer build of the sender does not know it', () => {
      const topology = after(hears('beta', HAPPENED), says('alpha', { [HAPPENED]: [] }));
      expect(hearersOf(topology, HAPPENED).whole).toEqual(['beta']);
    });

    it('expects it no more once its sender does not', () => {
      const topology = declare(waiting, says('alpha', { [HAPPENED]: ['gamma'] }));
      expect(hearersOf(topology, HAPPENED).missing).toEqual(['gamma']);
      expect(hearersOf(topology, ENDED).missing).toEqual([]); // which remains the sender's own
      expect(saidBy(topology, 'alpha')).toEqual([HAPPENED, ENDED]);
    });

    it('does not expect it once it has unsubscribed, even if an older build of the sender does', () => {
      const topology = after(hears('beta', HAPPENED), hears('beta'), says('alpha', { [HAPPENED]: ['beta'] }));
      expect(hearersOf(topology, HAPPENED)).toEqual({ whole: [], parts: {}, missing: [] });
    });
  });

  describe('of a noun', () => {
    const topology = after(says('alpha', { [HAPPENED]: [] }));

    it('refuses it to another service', () => {
      expect(() => declare(topology, says('gamma', { 'alpha.stolen.v1': [] }))).toThrow(
        'gamma cannot publish events under the noun of alpha.happened.v1, which belongs to alpha: choose another noun, or decommission alpha.',
      );
    });

    it('leaves it to its service, which may say more', () => {
      expect(saidBy(declare(topology, says('alpha', { [ENDED]: [] })), 'alpha')).toEqual([HAPPENED, ENDED]);
    });

    it('frees it when its service is withdrawn', () => {
      const { topology: freed } = withdrawn(topology, 'alpha');
      expect(saidBy(declare(freed, says('gamma', { [HAPPENED]: [] })), 'gamma')).toEqual([HAPPENED]);
    });
  });

  describe('without a service', () => {
    const topology = after(says('alpha', { [HAPPENED]: ['beta'] }), hears('gamma', HAPPENED));

    it('delivers nothing to it, and lets nobody wait for it', () => {
      expect(hearersOf(withdrawn(topology, 'gamma').topology, HAPPENED).whole).toEqual([]);
      expect(hearersOf(withdrawn(topology, 'beta').topology, HAPPENED).missing).toEqual([]);
    });

    it('has neither its events nor its entrance', () => {
      const withOne = withEntrances(NOTHING_DECLARED, topology, 1);
      expect(withdrawn(withOne, 'alpha').topology).toMatchObject({ said: {}, entrances: {} });
    });

    it.each([
      ['now', 'alpha'],
      ['now', 'beta'],
      ['now', 'gamma'],
      ['unknown', 'nobody'],
    ])('tells when it was withdrawn: %s, for %s', (was, service) => {
      expect(withdrawn(topology, service).was).toBe(was);
    });

    it.each(['beta', 'gamma'])('remembers that %s was withdrawn before', (service) => {
      expect(withdrawn(withdrawn(topology, service).topology, service).was).toBe('before');
    });
  });

  describe('of the entrances', () => {
    const first = withEntrances(
      NOTHING_DECLARED,
      after(says('alpha', { [HAPPENED]: [] }), says('gamma', { 'gamma.happened.v1': [] })),
      1,
    );
    const entrancesAfter = (topology: Topology) =>
      withEntrances(first, declare(first, topology), 2).entrances;

    it('gives one to each service that says anything', () => {
      expect(first.entrances).toEqual({ alpha: 1, gamma: 1 });
    });

    it.each([
      ['a new hearer of its events', hears('beta', HAPPENED)],
      ['a hearer of a part of its events', hearsFields('beta', 'id')],
      ['a hearer that it must wait for', says('alpha', { [HAPPENED]: ['beta'] })],
      ['a new event', says('alpha', { [HAPPENED]: [], [ENDED]: [] })],
    ])('gives a service a new one for %s, and no other service', (_what, topology) => {
      expect(entrancesAfter(topology)).toEqual({ alpha: 2, gamma: 1 });
    });

    it.each([
      ['nothing new', says('alpha', { [HAPPENED]: [] })],
      ['a hearer of events that nobody says', hears('beta', 'delta.happened.v1')],
    ])('keeps them for %s', (_what, topology) => {
      expect(entrancesAfter(topology)).toEqual(first.entrances);
    });

    it('gives none to a service that was withdrawn, and a new one when it is declared again', () => {
      const gone = withEntrances(first, withdrawn(first, 'alpha').topology, 2);
      expect(gone.entrances).toEqual({ gamma: 1 });
      const again = withEntrances(gone, declare(gone, says('alpha', { [HAPPENED]: [] })), 3);
      expect(again.entrances).toEqual({ alpha: 3, gamma: 1 });
    });
  });
});
