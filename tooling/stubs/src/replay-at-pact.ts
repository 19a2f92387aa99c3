import type { ConsumerPact } from '@pact-foundation/pact-core';
import { type HttpInteraction, isHttp, nameOf, type Pact } from '#tooling/pacts';
import { textOf } from './generate.js';
import { type RecordedRequest, replay } from './replay.js';

const SPECIFICATION_4 = 5; // as Pact's library counts
const HOST = '127.0.0.1';

/**
 * Replays requests at Pact's own mock server, which knows the whole pact.
 * @returns the mismatches in Pact's words, each with the method and the path of the expected request
 */
export async function replayAtPact(pact: Pact, requests: RecordedRequest[]): Promise<string[]> {
  if (!requests.length) return [];
  const { makeConsumerPact } = await import('@pact-foundation/pact-core'); // late, because it takes 0.2 s
  const mock = makeConsumerPact(pact.consumer.name, pact.provider.name, SPECIFICATION_4, 'error');
  for (const interaction of pact.interactions.filter(isHttp)) expectOf(mock, interaction);
  const port = mock.createMockServer(HOST);
  try {
    for (const request of requests) await replay(`http://${HOST}:${port}`, request);
    const results = mock.mockServerMismatches(port) as Result[];
    return [...new Set(results.flatMap(describe))];
  } finally {
    mock.cleanupMockServer(port);
  }
}

function expectOf(mock: ConsumerPact, interaction: HttpInteraction): void {
  const { method, path, query = {}, headers = {}, body, matchingRules } = interaction.request;
  const expected = mock.newInteraction(nameOf(interaction));
  expected.withRequest(method, path);
  for (const [name, values] of Object.entries(query))
    values.forEach((value, at) => expected.withQuery(name, at, value));
  for (const [name, values] of Object.entries(headers))
    values.forEach((value, at) => expected.withRequestHeader(name, at, value));
  if (body) expected.withRequestBody(textOf(body), body.contentType);
  if (matchingRules) expected.withRequestMatchingRules(JSON.stringify(matchingRules));
  expected.withStatus(interaction.response.status);
}

/** As much as we read of what Pact reports for one request, or for an interaction that received none. */
interface Result {
  type: string;
  method: string;
  path: string;
  mismatches?: { mismatch?: string; expected: string; actual: string }[];
}

function describe({ type, method, path, mismatches }: Result): string[] {
  if (type === 'request-not-found') return [`${method} ${path}: the pact has no such request`];
  if (type !== 'request-mismatch') return [];
  const wrong = mismatches?.map(
    ({ mismatch, expected, actual }) => mismatch ?? `Expected ${expected} but was ${actual}`,
  );
  return [`${method} ${path}: ${wrong?.join('; ')}`];
}
