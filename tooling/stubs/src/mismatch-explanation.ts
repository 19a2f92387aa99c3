import { parseJsonPath, valueAt } from '#tooling/pacts';
import type { Mountebank } from '#tooling/mountebank';
import type { Stub } from './stub.js';
import type { Predicate } from './predicates.js';
import { type RecordedRequest, replay } from './replay.js';

/**
 * Explains why no stub answered a request: the most similar interaction, and which of its predicates fail.
 * @param stubs all stubs of the pact, whether or not their states hold
 */
export async function explainMismatch(
  mountebank: Mountebank,
  stubs: Stub[],
  request: RecordedRequest,
): Promise<string> {
  const compared = stubs.map(async ({ _pact, predicates = [] }) => {
    const failing = _pact ? await failingOf(mountebank, predicates, request) : [];
    return { interaction: _pact?.interaction, failing };
  });
  const known = (await Promise.all(compared)).filter(({ interaction }) => interaction);
  const [best] = known.sort((one, other) => distance(one.failing) - distance(other.failing));
  const name = `${request.method} ${request.path}`;
  if (!best) return `${name}: the pact has no request`;
  const differences = best.failing.map((predicate) => describe(predicate, request));
  return `${name} is nearest to "${best.interaction}", but ${differences.join(', ') || 'that state does not hold'}`;
}

/** A different method or path weighs more than any number of other differences. */
const distance = (failing: Predicate[]): number =>
  failing.reduce(
    (sum, { equals, matches }) => sum + (equals?.method || (equals ?? matches)?.path ? 100 : 1),
    0,
  );

/** Mountebank itself evaluates each predicate, as the only one of an imposter. */
async function failingOf(mountebank: Mountebank, predicates: Predicate[], request: RecordedRequest) {
  const failing = await Promise.all(
    predicates.map(async (predicate) => {
      const stubs = [{ predicates: [predicate], responses: [{ is: { statusCode: 200 } }] }];
      const { url } = await mountebank.add({
        protocol: 'http',
        defaultResponse: { statusCode: 501 },
        stubs,
      });
      return (await replay(url, request)) === 501 ? [predicate] : [];
    }),
  );
  return failing.flat();
}

const VERBS: Record<string, string> = {
  equals: 'equal',
  deepEquals: 'equal',
  matches: 'match',
  contains: 'contain',
  startsWith: 'start with',
  exists: 'exist',
};

function describe(predicate: Predicate, request: RecordedRequest): string {
  const operator = Object.keys(predicate).find((key) => key in VERBS) ?? '';
  const [[field, expected] = ['', '']] = Object.entries<any>(predicate[operator]);
  const { place, value, actual } = predicate.jsonpath
    ? inBody(predicate.jsonpath.selector, expected, request)
    : operator !== 'deepEquals' && (field === 'headers' || field === 'query')
      ? named(field, expected, request)
      : { place: field, value: expected, actual: request[field as keyof RecordedRequest] };
  const wanted = operator === 'exists' ? '' : ` ${JSON.stringify(value)}`;
  const found = actual === undefined ? 'is missing' : `is ${JSON.stringify(actual)}`;
  return `${place} should ${VERBS[operator]}${wanted} and ${found}`;
}

const inBody = (selector: string, value: unknown, { body }: RecordedRequest) => ({
  place: `body ${selector}`,
  value,
  actual: valueAt(parsedBody(body), parseJsonPath(selector)),
});

function named(field: 'headers' | 'query', expected: object, request: RecordedRequest) {
  const [[name, value] = ['', '']] = Object.entries(expected);
  const actual = Object.entries(request[field]).find(
    ([one]) => one.toLowerCase() === name.toLowerCase(),
  )?.[1];
  return { place: `${field === 'headers' ? 'header' : field} ${name}`, value, actual };
}

function parsedBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
