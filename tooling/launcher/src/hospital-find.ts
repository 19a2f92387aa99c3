import { UsageError, UserError } from '#tooling/platform';
import type { Shown } from './hospital-answers.js';
import { type Answered, type HospitalClient, PartlyAnswered, settled } from './hospital-client.js';

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

/** Correlation IDs that one request names, at most. */
const MOST_IDS = 50;

/**
 * What a list has about a message, a customer or a correlation ID, or about the business key of processes.
 * @throws PartlyAnswered when a service does not answer, or it is empty and the monitor does not tell whose key it is
 */
export async function listAbout<Row>(
  client: HospitalClient,
  path: string,
  filter: { event?: string | undefined; fingerprint?: string | undefined; about?: string | undefined },
): Promise<Answered<Row[]>[]> {
  const answers = await client.get<Row[]>(path, filter);
  if (!filter.about || answers.some(({ body }) => body.length)) return answers;
  const ids = await client
    .everywhere()
    .correlationIds(filter.about)
    .catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      throw new PartlyAnswered(`Whether it is a business key is not known: ${error.message}`, answers);
    });
  return ids.length ? client.get<Row[]>(path, { ...filter, about: ids.slice(-MOST_IDS) }) : answers;
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
