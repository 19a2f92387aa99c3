import { at, keysOf } from '#tooling/pacts';
import type { Stub } from './generate.js';
import { type Mountebank } from '#tooling/third-parties';
import type { Predicate } from './predicates.js';
import { type Asked, replay } from './replay.js';

/**
 * Why no stub answered a request: which one it is nearest to, and which of that one's predicates fail.
 * @param stubs all that there are, whether their states hold or not
 */
export async function nearest(mountebank: Mountebank, stubs: Stub[], asked: Asked): Promise<string> {
  const judged = stubs.map(async ({ _pact, predicates = [] }) => {
    const failing = _pact ? await failingOf(mountebank, predicates, asked) : [];
    return { interaction: _pact?.interaction, failing };
  });
  const known = (await Promise.all(judged)).filter(({ interaction }) => interaction);
  const [best] = known.sort((one, other) => farness(one.failing) - farness(other.failing));
  const request = `${asked.method} ${asked.path}`;
  if (!best) return `${request}: the pact has no request at all`;
  const why = best.failing.map((predicate) => told(predicate, asked));
  return `${request} is nearest to "${best.interaction}", but ${why.join(', ') || 'that state does not hold'}`;
}

/** Another method or path is another request, however little else there is that could fail. */
const farness = (failing: Predicate[]): number =>
  failing.reduce(
    (sum, { equals, matches }) => sum + (equals?.method || (equals ?? matches)?.path ? 100 : 1),
    0,
  );

/** Mountebank itself says which: each predicate is an imposter's only one. */
async function failingOf(mountebank: Mountebank, predicates: Predicate[], asked: Asked) {
  const failing = await Promise.all(
    predicates.map(async (predicate) => {
      const stubs = [{ predicates: [predicate], responses: [{ is: { statusCode: 200 } }] }];
      const { url } = await mountebank.add({
        protocol: 'http',
        defaultResponse: { statusCode: 501 },
        stubs,
      });
      return (await replay(url, asked)) === 501 ? [predicate] : [];
    }),
  );
  return failing.flat();
}

const WORDS: Record<string, string> = {
  equals: 'equal',
  deepEquals: 'equal',
  matches: 'match',
  contains: 'contain',
  startsWith: 'start with',
  exists: 'exist',
};

function told(predicate: Predicate, asked: Asked): string {
  const operator = Object.keys(predicate).find((key) => key in WORDS) ?? '';
  const [[part, expected] = ['', '']] = Object.entries<any>(predicate[operator]);
  const { place, value, actual } = predicate.jsonpath
    ? inBody(predicate.jsonpath.selector, expected, asked)
    : operator !== 'deepEquals' && (part === 'headers' || part === 'query')
      ? named(part, expected, asked)
      : { place: part, value: expected, actual: asked[part as keyof Asked] };
  const wanted = operator === 'exists' ? '' : ` ${JSON.stringify(value)}`;
  const is = actual === undefined ? 'is not there' : `is ${JSON.stringify(actual)}`;
  return `${place} should ${WORDS[operator]}${wanted} and ${is}`;
}

const inBody = (selector: string, value: unknown, { body }: Asked) => ({
  place: `body ${selector}`,
  value,
  actual: at(parsed(body), keysOf(selector)),
});

function named(part: 'headers' | 'query', expected: object, asked: Asked) {
  const [[name, value] = ['', '']] = Object.entries(expected);
  const actual = Object.entries(asked[part]).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
  return { place: `${part === 'headers' ? 'header' : part} ${name}`, value, actual };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
