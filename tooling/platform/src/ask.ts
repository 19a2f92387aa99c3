import { UserError } from './user-error.ts';
import { ANSWER_MS } from './waiting.ts';

/**
 * Sends a request, and waits for the answer and its body for a time.
 * @param withinMs the deadline in milliseconds
 * @throws NoAnswer when there is none, also while the body is read
 */
export async function ask(
  url: URL | string,
  init: RequestInit = {},
  withinMs = ANSWER_MS,
): Promise<Response> {
  const what = `${init.method ?? 'GET'} ${String(url)}`;
  const deadline = new AbortController();
  const late = () => deadline.abort(new NoAnswer(`${what} is not answered within ${withinMs / 1_000} s`));
  setTimeout(late, withinMs).unref();
  try {
    return await fetch(url, { ...init, signal: deadline.signal });
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    const { code, message } = causeOf(error as Error);
    throw new NoAnswer(`${what} is not answered: ${message || code}`, { cause: error, code });
  }
}

/** A request that got no answer: its message names both, and why. `fetch` only says that it has failed. */
export class NoAnswer extends UserError {
  /** Of the system, such as `ECONNREFUSED`; undefined when time was up. */
  readonly code: string | undefined;

  constructor(message: string, { code, ...options }: ErrorOptions & { code?: string | undefined } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** The innermost cause; where several addresses were tried, that of the first. */
export function causeOf(error: Error): NodeJS.ErrnoException {
  if (error instanceof AggregateError && error.errors[0]) return causeOf(error.errors[0] as Error);
  return error.cause instanceof Error ? causeOf(error.cause) : error;
}
