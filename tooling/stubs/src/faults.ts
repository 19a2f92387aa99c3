import { STATUS_CODES } from 'node:http';
import type { Imposter } from '#tooling/mountebank';
import type { Stub } from './stub.js';

/**
 * A fault that replaces or delays the answer of a stub; which requests the stub matches does not change.
 * @param blackHoleUrl where `blackHole` listens
 */
export type Fault = (stub: Stub, blackHoleUrl: string) => Stub;

type Answer = Stub['responses'][number];

/** Sends the beginning of an answer and never its end; the fault `timeout` forwards to it. */
export const blackHole: Imposter = {
  protocol: 'tcp',
  stubs: [{ responses: [{ is: { data: 'HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n' } }] }],
};

/** The closed catalogue of faults. What a provider answers without a fault is in its pact. */
export const faults = {
  /** Delays the answer by `ms` milliseconds. A fault that replaces the answer comes at once. */
  latency: (ms: number): Fault =>
    answering(({ behaviors = [], ...answer }) => ({ ...answer, behaviors: [...behaviors, { wait: ms }] })),

  /** Resets the connection before any answer. */
  reset: (): Fault => answering(() => ({ fault: 'CONNECTION_RESET_BY_PEER', _fault: 'reset' })),

  /** Sends random bytes instead of HTTP, then ends the connection. */
  garbage: (): Fault => answering(() => ({ fault: 'RANDOM_DATA_THEN_CLOSE', _fault: 'garbage' })),

  /** Accepts the request and never answers. */
  timeout: (): Fault => (stub, to) =>
    answering(() => ({ proxy: { to, mode: 'proxyTransparent' }, _fault: 'timeout' }))(stub, to),

  /** Answers 429 as problem details, with `Retry-After` in seconds. */
  tooManyRequests: (retryAfter = 5): Fault => refusing('too-many-requests', 429, retryAfter),

  /** Answers 503 as problem details, with `Retry-After` in seconds. */
  unavailable: (retryAfter = 5): Fault => refusing('unavailable', 503, retryAfter),

  /** Applies a fault only to interactions whose description begins like this. */
  only:
    (description: string, fault: Fault): Fault =>
    (stub, to) =>
      stub._pact?.interaction.startsWith(description) ? fault(stub, to) : stub,
};

/** Applies faults to stubs, one after the other. The 501 for requests that the pact does not contain stays. */
export const withFaults = (stubs: Stub[], injected: Fault[], blackHoleUrl: string): Stub[] =>
  stubs.map((stub) =>
    stub.responses[0]?.is?.statusCode === 501
      ? stub
      : injected.reduce((changed, fault) => fault(changed, blackHoleUrl), stub),
  );

function answering(change: (answer: Answer) => Answer): Fault {
  return (stub) => ({ ...stub, responses: stub.responses.map(change) });
}

/** A refusal in place of the answer, with the same delay. */
function refusing(code: string, status: number, retryAfter: number): Fault {
  const detail = `Not now. Try again in ${retryAfter} seconds.`;
  const problem = { type: `urn:troupe:problem:${code}`, title: STATUS_CODES[status], status, detail };
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': String(retryAfter) };
  const is = { statusCode: status, headers, body: JSON.stringify(problem) };
  return answering(({ behaviors = [] }) => ({ is, behaviors, _fault: code }));
}
