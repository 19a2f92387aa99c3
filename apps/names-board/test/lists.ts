import { type ServiceUnderTest, message, type TestEnvironment } from '#tooling/testing';
import type { Entry } from '../src/top10-list.js';

/** The time of a version: five minutes past noon for version 5, and so on. */
export const timeOf = (version: number) =>
  new Date(Date.UTC(2026, 2, 1, 12) + version * 60_000).toISOString();

/** `{ OLIVER: 3, NOAH: 2 }` as a list. */
export const entries = (counts: Record<string, number>): Entry[] =>
  Object.entries(counts).map(([name, count]) => ({ name, count }));

/** The event that names-ranking says when the list changes to this one. */
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

/** Publishes events as `names-ranking`, each after the one before was handled. */
export async function tell(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: ReturnType<typeof message>[]
) {
  for (const event of events) await environment.deliver('names-ranking', service, event);
}
