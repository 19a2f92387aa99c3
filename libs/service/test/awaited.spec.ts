import type { Tx } from '#libs/database';
import type { Erasure } from '#libs/messaging';
import { Awaited, type Clock } from '#libs/service';
import { newId } from '#libs/telemetry';
import { expect, it } from '@jest/globals';
import { v4, v7 } from 'uuid';

const NOW = Date.UTC(2026, 10, 28);
const [SECOND, DAY] = [1_000, 86_400_000];
const ERASED = v7({ msecs: NOW });

const awaited = new Awaited(
  { has: async (_tx: Tx, person: string) => person === ERASED } as unknown as Erasure,
  { now: () => new Date(NOW) } as Clock,
);
const missing = async (person: string) => {
  const { code, status, extra } = await awaited.missing({} as Tx, person);
  return [status, code, extra?.retryAfter];
};

it.each([
  ['just now', 0, 1],
  ['by a clock that is ahead', -5 * SECOND, 1],
  ['ten seconds ago', 10 * SECOND, 1],
  ['a minute ago', 60 * SECOND, 6],
  ['almost a day ago', DAY - SECOND, 8_640],
])('a person who registered %s comes again', async (_when, ago, seconds) => {
  expect(await missing(v7({ msecs: NOW - ago }))).toEqual([503, 'not-yet', seconds]);
});

it.each([
  ['who registered a day ago', v7({ msecs: NOW - DAY })],
  ['who was erased', ERASED],
  ['whose id does not tell when they registered', v4()],
  ['whose id is not ours', `auth0|${newId()}`],
])('nothing will come for a person %s', async (_who, id) => {
  expect(await missing(id)).toEqual([404, 'not-found', undefined]);
});
