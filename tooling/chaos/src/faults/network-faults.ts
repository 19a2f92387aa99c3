import type { Fault } from '../fault.js';
import { brokerWay, callsWay, databaseWay } from '../ways.js';

/** Longer than the client of PostgreSQL waits for an answer. */
const SILENT_MS = 17_000;

/** What becomes of messages when the ways between parts fail. */
export const NETWORK_FAULTS: Fault[] = [
  {
    name: 'every way of a service is slow',
    acts: [
      [databaseWay('customers'), brokerWay('customers'), callsWay('customers')].map((way) => ({
        do: 'slow down',
        way,
        latencyMs: 300,
        jitterMs: 200,
        forMs: 4_000,
      })),
    ],
  },
  {
    name: 'connections are reset',
    acts: [0, 1, 2].map(() =>
      [
        databaseWay('names-ranking'),
        brokerWay('names-ranking'),
        brokerWay('names-intake'),
        callsWay('passwords'),
      ].map((way) => ({ do: 'reset', way })),
    ),
  },
  {
    name: 'the way to a database is cut',
    acts: [
      [
        { do: 'cut', way: databaseWay('loyalty'), forMs: 3_000 },
        { do: 'cut', way: databaseWay('names-intake'), forMs: 3_000 },
      ],
    ],
  },
  {
    name: 'a connection breaks in the middle of a message',
    acts: [
      [databaseWay('names-ranking'), brokerWay('names-ranking'), brokerWay('customers')].map((way) => ({
        do: 'cut after',
        way,
        bytes: 5_000,
        forMs: 2_000,
      })),
    ],
  },
  {
    name: 'an acknowledgement is lost after the commit',
    acts: [
      { do: 'fail at', part: 'names-ranking', point: 'receiver.handled', passage: 2, blow: 'delay', ms: 500 },
      { do: 'reset', way: brokerWay('names-ranking') },
    ],
  },
  {
    name: 'the network swallows everything, and half of it',
    acts: [
      [
        { do: 'stall', way: databaseWay('loyalty'), forMs: SILENT_MS },
        { do: 'silence', way: brokerWay('names-ranking'), direction: 'answers', forMs: SILENT_MS },
        { do: 'silence', way: brokerWay('names-board'), direction: 'requests', forMs: SILENT_MS },
        { do: 'stall', way: callsWay('customers'), forMs: SILENT_MS },
      ],
    ],
  },
  {
    name: 'a way is narrow',
    acts: [
      [
        { do: 'narrow', way: brokerWay('names-board'), bytesPerSecond: 20_000, forMs: 4_000 },
        { do: 'narrow', way: databaseWay('monitor'), bytesPerSecond: 20_000, forMs: 4_000 },
      ],
    ],
  },
];
