import type { Failpoint } from '#libs/messaging';
import { LEASE_MS } from '../chaos-platform.js';
import type { Act } from '../acts.js';
import type { Fault } from '../fault.js';

/** Longer than a lease: another process gets what this one holds. */
const LONG_MS = LEASE_MS + 2_500;

const killAt = (part: string, ...points: Failpoint[]): Act[] =>
  points.map((point) => ({ do: 'fail at', part, point, passage: 2, blow: 'kill' }));

/** What becomes of messages when a process dies, stops, or is asked to stop. */
export const PROCESS_FAULTS: Fault[] = [
  {
    name: 'a publisher is killed between every two steps of the outbox',
    acts: killAt('names-intake', 'outbox.adding', 'outbox.added', 'outbox.committed'),
  },
  {
    name: 'a relay is killed between every two steps',
    acts: killAt('names-intake', 'relay.publishing', 'relay.published', 'relay.marking', 'relay.marked'),
    run: async ({ injector }) =>
      injector.platform.absorbed ? [] : ['no event was published twice, so the relay was not killed in time'],
  },
  {
    name: 'a relay is killed while its database is slow',
    acts: [
      [
        { do: 'slow down', way: 'names-intake to its database', latencyMs: 150, jitterMs: 50, forMs: 20_000 },
        ...killAt('names-intake', 'relay.published'),
      ],
    ],
  },
  {
    name: 'a hearer is killed before and in its transaction',
    acts: killAt('names-ranking', 'receiver.taken', 'receiver.started', 'inbox.entered', 'inbox.handled'),
  },
  {
    name: 'a hearer is killed between its commit and its acknowledgement',
    acts: killAt('names-ranking', 'receiver.handled', 'receiver.acknowledged'),
  },
  {
    name: 'a service is killed between every two steps of a retry',
    acts: (['retry.failed', 'retry.stored', 'retry.claimed', 'retry.finished'] as const).map((point) => ({
      do: 'fail at',
      part: 'loyalty',
      point,
      passage: 1,
      blow: 'kill',
      after: 'inbox.entered',
    })),
  },
  {
    name: 'a service is killed between every two steps of an effect outside',
    acts: [
      [
        ...killAt('postal', 'effect.added', 'effect.running', 'effect.called'),
        ...killAt('email', 'effect.done'),
      ],
    ],
  },
  {
    name: 'both replicas of a hearer are killed again and again',
    acts: Array.from({ length: 3 }, () => [
      { do: 'kill', part: 'names-ranking', downMs: 200 },
      { do: 'kill', part: 'names-ranking#2', downMs: 0 },
      { do: 'kill', part: 'names-board', downMs: 400 },
      { do: 'kill', part: 'monitor', downMs: 0 },
    ]),
  },
  {
    name: 'a hearer is stopped (SIGSTOP) for longer than a lease',
    acts: [
      [
        { do: 'freeze', part: 'names-ranking', forMs: LONG_MS },
        { do: 'freeze', part: 'names-board', forMs: LONG_MS },
      ],
    ],
  },
  {
    name: 'a hearer is stopped for longer than a lease inside a transaction',
    acts: [
      { do: 'fail at', part: 'names-ranking', point: 'inbox.handled', passage: 2, blow: 'stop', ms: LONG_MS },
    ],
  },
  {
    name: 'the clock of one process is an hour off',
    acts: [
      [
        { do: 'shift clock', part: 'loyalty', hours: 1, forMs: 4_000 },
        { do: 'shift clock', part: 'names-ranking#2', hours: -1, forMs: 4_000 },
      ],
    ],
  },
  {
    name: 'services are asked to stop (SIGTERM) under load',
    run: async ({ injector }) => {
      const before = injector.platform.absorbed;
      for (const part of ['names-ranking', 'names-intake', 'email', 'customers'])
        await injector.perform({ do: 'terminate', part });
      const repeated = injector.platform.absorbed - before;
      return repeated ? [`${repeated} events were delivered again although their work was finished`] : [];
    },
  },
  {
    name: 'a service is asked to stop twice',
    run: async ({ injector }) => {
      const part = injector.platform.part('names-ranking');
      part.signal('SIGTERM');
      await part.stop();
      injector.start(part);
    },
  },
];
