import { STATUS_CODES } from 'node:http';
import type { Stub } from './generate.js';
import { type Imposter } from '#tooling/third-parties';

/**
 * A bad day, laid over a stub: what is asked is still what the pact says.
 * @param silence where `silence` listens
 */
export type Overlay = (stub: Stub, silence: string) => Stub;

type Answer = Stub['responses'][number];

/** Answers with the beginning of an answer, and never with its end. `timeout` needs one that listens. */
export const silence: Imposter = {
  protocol: 'tcp',
  stubs: [{ responses: [{ is: { data: 'HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n' } }] }],
};

/** The one closed list of bad days. What a neighbour says on a good day is in its pact. */
export const overlays = {
  /** The answer waits this many milliseconds. Faults do not wait: they come at once. */
  slow: (ms: number): Overlay =>
    answering(({ behaviors = [], ...one }) => ({ ...one, behaviors: [...behaviors, { wait: ms }] })),

  /** The connection is reset before any answer. */
  reset: (): Overlay => answering(() => ({ fault: 'CONNECTION_RESET_BY_PEER', _overlay: 'reset' })),

  /** Random bytes instead of HTTP, then the end of the connection. */
  garbage: (): Overlay => answering(() => ({ fault: 'RANDOM_DATA_THEN_CLOSE', _overlay: 'garbage' })),

  /** The request is taken, and nothing is ever answered. */
  timeout: (): Overlay => (stub, to) =>
    answering(() => ({ proxy: { to, mode: 'proxyTransparent' }, _overlay: 'timeout' }))(stub, to),

  /** 429 as problem details, with `Retry-After` in seconds. */
  tooMany: (retryAfter = 5): Overlay => refusing('too-many-requests', 429, retryAfter),

  /** 503 as problem details, with `Retry-After` in seconds. */
  unavailable: (retryAfter = 5): Overlay => refusing('unavailable', 503, retryAfter),

  /** An overlay over those interactions alone whose description begins like this. */
  only:
    (description: string, overlay: Overlay): Overlay =>
    (stub, to) =>
      stub._pact?.interaction.startsWith(description) ? overlay(stub, to) : stub,
};

/** Lays overlays over stubs, one over the other. What no pact knows is answered 501 on a bad day, too. */
export const laid = (stubs: Stub[], bad: Overlay[], to: string): Stub[] =>
  stubs.map((stub) =>
    stub.responses[0]?.is?.statusCode === 501 ? stub : bad.reduce((under, lay) => lay(under, to), stub),
  );

function answering(change: (answer: Answer) => Answer): Overlay {
  return (stub) => ({ ...stub, responses: stub.responses.map(change) });
}

/** Instead of the answer, and as late. */
function refusing(code: string, status: number, retryAfter: number): Overlay {
  const detail = `Not now. Try again in ${retryAfter} seconds.`;
  const problem = { type: `urn:troupe:problem:${code}`, title: STATUS_CODES[status], status, detail };
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': String(retryAfter) };
  const is = { statusCode: status, headers, body: JSON.stringify(problem) };
  return answering(({ behaviors = [] }) => ({ is, behaviors, _overlay: code }));
}
