import { asOwner } from '#libs/database';
import { bearer, send } from '#tooling/faults';
import { sql } from 'kysely';
import type { ChaosPlatform } from './chaos-platform.js';

/** A message that was given up, and why. */
interface Patient {
  id: string;
  reason: string;
}

/** The patients of a service; undefined when there is none. */
export async function wardOf(platform: ChaosPlatform, service: string): Promise<Patient[] | undefined> {
  const rows = await asOwner(platform.databaseUrl(service), async ({ query }) => {
    const found = await sql<Patient>`select id, reason from messaging.hospital`.execute(query);
    return found.rows;
  });
  return rows.length ? rows : undefined;
}

/** What an operator does with every patient of a service. Another one may have been faster. */
export async function act(
  platform: ChaosPlatform,
  service: string,
  what: 'replay' | 'discard',
): Promise<void> {
  const order = { act: what, why: 'a test of the chaos suite', all: true };
  const headers = bearer(await platform.operatorToken());
  const answer = await send('POST', `${platform.urlOf(service)}/hospital/acts`, order, headers);
  if (!answer.ok) throw new Error(`${service} answers ${answer.status}: ${await answer.text()}`);
}

/**
 * Replays the messages whose processes the run has killed three times: the platform cannot know that they did not kill them.
 * @returns how many there were
 */
export async function replayKilled(platform: ChaosPlatform): Promise<number> {
  let replayed = 0;
  for (const { name } of platform.storing) {
    const ward = (await wardOf(platform, name)) ?? [];
    if (!ward.length || ward.some(({ reason }) => reason !== 'crashed')) continue;
    await act(platform, name, 'replay');
    replayed += ward.length;
  }
  return replayed;
}
