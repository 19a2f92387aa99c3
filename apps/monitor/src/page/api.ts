import { token } from './session.js';

/** Longest wait for an answer of the monitor, in milliseconds. It asks every service, each for some seconds at most. */
const ANSWER_MS = 15_000;

/** An answer that is not what was asked for. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The monitor does not accept the token, or there is none. */
export const isTokenRefused = (error: unknown): error is Refused =>
  error instanceof Refused && (error.status === 401 || error.status === 403);

/** Why a token was refused, in words that a sentence may end with. */
export function refusalOf({ status, message }: Refused): string {
  if (status === 403) return 'it is not the token of an operator';
  return /refused: ([^.]+)/.exec(message)?.[1] ?? message.replace(/\.$/, '');
}

export const get = <Body>(path: string, query: Record<string, string | undefined> = {}): Promise<Body> =>
  call<Body>('GET', `${path}${queryOf(query)}`);

/**
 * @param path below the page, or a whole URL that the monitor names
 * @throws Refused with the reason in words; any other error when there is no answer
 */
export async function call<Body>(method: string, path: string, body?: object): Promise<Body> {
  const bearer = token();
  if (!bearer) throw new Refused(401, 'There is no token.');
  if (!/^[!-~]+$/.test(bearer)) throw new Refused(401, 'It has characters that no token has.');
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${bearer}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer = (await response.json().catch(() => ({}))) as { detail?: string };
  if (response.ok) return answer as Body;
  throw new Refused(response.status, answer.detail ?? `The monitor answers with status ${response.status}.`);
}

/**
 * The processes with a correlation ID or business key; when there are none, or could not be, why.
 * @throws Refused for any other reason
 */
export async function find<Process>(id: string): Promise<{ processes: Process[]; none?: string }> {
  try {
    return { processes: await get(`processes/${encodeURIComponent(id)}`) };
  } catch (error) {
    if (error instanceof Refused && [400, 404].includes(error.status))
      return { processes: [], none: error.message };
    throw error;
  }
}

export function queryOf(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length ? `?${String(new URLSearchParams(given))}` : '';
}
