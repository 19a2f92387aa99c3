import { type HttpInteraction, type Rule, type Rules, keysOf } from '#tooling/pacts';

/** A predicate of Mountebank (https://www.mbtest.org/docs/api/predicates). */
export type Predicate = Record<string, any>;

/** What a request must be like to be taken for this one: method, path, query, headers, and its body leaf by leaf. */
export const predicatesOf = (request: HttpInteraction['request']): Predicate[] => [
  { equals: { method: request.method } },
  ...pathOf(request),
  ...queryOf(request),
  ...headersOf(request),
  ...(request.body ? bodyOf(request.body.content, request.matchingRules?.body ?? {}) : []),
];

const regexIn = (rules?: { matchers: Rule[] }) =>
  rules?.matchers.find(({ match }) => match === 'regex')?.regex;

function pathOf({ path, matchingRules }: HttpInteraction['request']): Predicate[] {
  const regex = regexIn(matchingRules?.path);
  return [
    regex ? { matches: { path: regex }, caseSensitive: true } : { equals: { path }, caseSensitive: true },
  ];
}

/** Pact allows no parameter that it does not know, so without rules the whole query must be equal. */
function queryOf({ query = {}, matchingRules }: HttpInteraction['request']): Predicate[] {
  const names = Object.keys(query);
  const rules = matchingRules?.query ?? {};
  if (!names.some((name) => rules[name]))
    return [{ deepEquals: { query: single(query) }, caseSensitive: true }];
  return names.map((name) => {
    const regex = regexIn(rules[name]);
    if (regex) return { matches: { query: { [name]: regex } }, caseSensitive: true };
    if (rules[name]) return { exists: { query: { [name]: true } }, caseSensitive: true };
    return { equals: { query: single({ [name]: query[name] ?? [] }) }, caseSensitive: true };
  });
}

/** Names of headers have no case; in Mountebank that leaves none to what `matches` compares either. */
function headersOf({ headers = {}, matchingRules }: HttpInteraction['request']): Predicate[] {
  return Object.entries(single(headers)).map(([name, value]) => {
    const rules = matchingRules?.header?.[name];
    if (rules) return { matches: { headers: { [name]: regexIn(rules) ?? '' } } };
    if (/^accept$/i.test(name)) return { contains: { headers: { [name]: value } } };
    if (/^content-type$/i.test(name)) return { startsWith: { headers: { [name]: value } } };
    return { equals: { headers: { [name]: value } }, caseSensitive: true, keyCaseSensitive: false };
  });
}

/** Leaf by leaf, because a predicate on the whole body would not know which leaf has which rule. */
function bodyOf(example: unknown, rules: Rules, keys: string[] = []): Predicate[] {
  if (typeof example === 'object' && example !== null && Object.keys(example).length) {
    const rule = ruleFor(keys, rules);
    if (Array.isArray(example) && rule?.min === 0) return [];
    const elements = Array.isArray(example) && rule ? example.slice(0, 1) : example;
    return Object.entries(elements).flatMap(([key, value]) => bodyOf(value, rules, [...keys, key]));
  }
  const selector = `$${keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `['${key}']`)).join('')}`;
  return [{ jsonpath: { selector }, ...valueOf(example, ruleFor(keys, rules)), caseSensitive: true }];
}

const NUMBER = '^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$';
const TYPES: Record<string, string> = { number: NUMBER, boolean: '^(true|false)$' };

function valueOf(example: unknown, rule?: Rule): Predicate {
  const pattern = {
    regex: rule?.regex,
    integer: '^-?\\d+$',
    number: NUMBER,
    decimal: NUMBER,
    type: TYPES[typeof example],
  };
  const matches = rule && pattern[rule.match as keyof typeof pattern];
  if (matches) return { matches: { body: matches } };
  if (example === null) return { matches: { body: '^null$' } };
  return rule && rule.match !== 'equality' ? { exists: { body: true } } : { equals: { body: example } };
}

/** The rule of this very place or, since type rules cascade, the type rule of the nearest place above. */
function ruleFor(keys: string[], rules: Rules): Rule | undefined {
  const places = Object.entries(rules)
    .map(([path, { matchers }]) => ({
      path: keysOf(path),
      rule: matchers.find(({ match }) => match !== 'type') ?? matchers[0],
    }))
    .filter(
      ({ path }) => path.length <= keys.length && path.every((key, at) => key === '*' || key === keys[at]),
    )
    .sort((one, other) => other.path.length - one.path.length);
  const [nearest] = places;
  if (nearest?.path.length === keys.length) return nearest.rule;
  return nearest?.rule?.match === 'type' ? { match: 'type' } : undefined;
}

/** A header or parameter that is there once, as it is; one that is there several times, as a list. */
export const single = (headers: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
