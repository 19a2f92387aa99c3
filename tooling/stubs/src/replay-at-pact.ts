import type { ConsumerPact } from '@pact-foundation/pact-core';
import { bytesOf, type HttpInteraction, interactionName, isHttp, type Pact, textOf } from '#tooling/pacts';
import { type RecordedRequest, replay } from './replay.js';

/** Specification 4 in the numbering of Pact's library. */
const SPECIFICATION_4 = 5;
const HOST = '127.0.0.1';

/**
 * Replays requests at Pact's own mock server, which has all interactions of the pact.
 * @returns the mismatches in Pact's words, each with the method and the path of the expected request
 */
export async function replayAtPact(pact: Pact, requests: RecordedRequest[]): Promise<string[]> {
  if (!requests.length) return [];
  const { makeConsumerPact } = await import('@pact-foundation/pact-core'); // late, because it takes 0.2 s
  const mock = makeConsumerPact(pact.consumer.name, pact.provider.name, SPECIFICATION_4, 'error');
  for (const interaction of pact.interactions.filter(isHttp)) addInteraction(mock, interaction);
  const port = mock.createMockServer(HOST);
  try {
    for (const request of requests) await replay(`http://${HOST}:${port}`, request);
    const results = mock.mockServerMismatches(port) as MockServerResult[];
    return [...new Set(results.flatMap(describe))];
  } finally {
    mock.cleanupMockServer(port);
  }
}

function addInteraction(mock: ConsumerPact, interaction: HttpInteraction): void {
  const { method, path, query = {}, headers = {}, body, matchingRules } = interaction.request;
  const expected = mock.newInteraction(interactionName(interaction));
  expected.withRequest(method, path);
  for (const [name, values] of Object.entries(query))
    values.forEach((value, at) => expected.withQuery(name, at, value));
  for (const [name, values] of Object.entries(headers))
    values.forEach((value, at) => expected.withRequestHeader(name, at, value));
  const text = body && textOf(body);
  if (text !== undefined) expected.withRequestBody(text, body!.contentType);
  else if (body) expected.withRequestBinaryBody(bytesOf(body), body.contentType);
  if (matchingRules) expected.withRequestMatchingRules(JSON.stringify(matchingRules));
  expected.withStatus(interaction.response.status);
}

/** The part that is read of Pact's result for one request, or for an interaction that received none. */
interface MockServerResult {
  type: string;
  method: string;
  path: string;
  mismatches?: { mismatch?: string; expected: string; actual: string }[];
}

function describe({ type, method, path, mismatches }: MockServerResult): string[] {
  if (type === 'request-not-found') return [`${method} ${path}: the pact has no such request`];
  if (type !== 'request-mismatch') return [];
  const differences = mismatches?.map(
    ({ mismatch, expected, actual }) => mismatch ?? `Expected ${expected} but was ${actual}`,
  );
  return [`${method} ${path}: ${differences?.join('; ')}`];
}
