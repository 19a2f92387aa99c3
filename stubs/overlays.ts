import type { Stub } from './generate.js';

/** The one closed list of bad days. They lie over stubs; what a neighbour says on a good day is in its pact. */
export const overlays = {
  /** Every answer waits this many milliseconds. */
  slow: (stubs: Stub[], ms: number): Stub[] =>
    stubs.map(({ responses, ...stub }) => ({
      ...stub,
      responses: responses.map(({ behaviors = [], ...one }) => ({
        ...one,
        behaviors: [...behaviors, { wait: ms }],
      })),
    })),

  /** The connection is reset before any answer. */
  reset: (): Stub[] => [{ responses: [{ fault: 'CONNECTION_RESET_BY_PEER' }] }],

  /** Random bytes instead of HTTP, then the end of the connection. */
  garbage: (): Stub[] => [{ responses: [{ fault: 'RANDOM_DATA_THEN_CLOSE' }] }],

  /** 503 as problem details, with `Retry-After` in seconds. */
  unavailable: (retryAfter = 5): Stub[] => {
    const detail = `Not now. Try again in ${retryAfter} seconds.`;
    const problem = {
      type: 'urn:troupe:problem:unavailable',
      title: 'Service Unavailable',
      status: 503,
      detail,
    };
    const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': String(retryAfter) };
    return [{ responses: [{ is: { statusCode: 503, headers, body: JSON.stringify(problem) } }] }];
  },
};
