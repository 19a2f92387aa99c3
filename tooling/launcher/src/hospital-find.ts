import { UsageError, UserError } from '#tooling/platform';
import type { Shown } from './hospital-answers.js';
import { type HospitalClient, type PartlyAnswered, settled } from './hospital-client.js';

/** What a message may be. An id says neither. */
export const KINDS = ['event', 'effect'];

/** The messages of an id, wherever they are, and the error when not all services have answered. */
export async function lookFor(
  client: HospitalClient,
  id: string,
  body = 'masked',
): Promise<{ messages: Shown; error: PartlyAnswered | undefined }> {
  const path = (kind: string) => `messages/${kind}/${encodeURIComponent(id)}`;
  const asked = KINDS.map((kind) => settled(client.get<Shown[number]['body']>(path(kind), { body })));
  const both = await Promise.all(asked);
  return {
    messages: both.flatMap(({ answers }) => answers),
    error: both.find(({ error }) => error)?.error,
  };
}

/**
 * The messages of an id, wherever they are.
 * @throws UsageError without an id
 * @throws UserError when there is none
 */
export async function found(client: HospitalClient, id: string | undefined, body?: string): Promise<Shown> {
  if (id === undefined) throw new UsageError('ID is missing: `list` and `waiting` show the ids.');
  const { messages, error } = await lookFor(client, id, body);
  if (messages.length) return messages;
  if (error) throw error;
  throw new UserError(
    `No service has ${id} in its hospital or tries it again.\nSee what happened to it: ${client.readLogs(id)}`,
  );
}
