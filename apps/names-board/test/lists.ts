import { type ServiceUnderTest, message, type TestEnvironment } from '#tooling/testing';
import type { Entry } from '../src/top10.js';

/** Five minutes past noon: the time of version 5, and so on. */
export const timeOf = (version: number) =>
  new Date(Date.UTC(2026, 2, 1, 12) + version * 60_000).toISOString();

/** `{ OLIVER: 3, NOAH: 2 }` as a list. */
export const entries = (counts: Record<string, number>): Entry[] =>
  Object.entries(counts).map(([name, count]) => ({ name, count }));

/** What names-ranking says when the list has become this one. */
export const changed = (
  version: number,
  boys: Record<string, number>,
  girls: Record<string, number> = {},
): ReturnType<typeof message> =>
  message(
    'top10.changed.v1',
    { scope: 'all', boys: entries(boys), girls: entries(girls) },
    { subject: 'all', time: timeOf(version), entityversion: version },
  );

/** Says events as `names-ranking` would, one after the other, and waits until each was dealt with. */
export async function tell(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: ReturnType<typeof message>[]
) {
  for (const event of events) await environment.deliver('names-ranking', service, event);
}
