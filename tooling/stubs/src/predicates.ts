import {
  type Contents,
  type HttpInteraction,
  isJson,
  optionalFields,
  parseJsonPath,
  type Rule,
  type Rules,
  textOf,
} from '#tooling/pacts';

/** A predicate of Mountebank (https://www.mbtest.org/docs/api/predicates). */
export type Predicate = Record<string, any>;

/** The predicates that select a request: method, path, query, headers, and each leaf of the body. */
export const predicatesOf = (request: HttpInteraction['request']): Predicate[] => [
  { equals: { method: request.method } },
  ...pathPredicates(request),
  ...queryPredicates(request),
  ...headerPredicates(request),
  ...(request.body ? bodyOf(request.body, request.matchingRules?.body ?? {}) : []),
];

/** Mountebank looks into objects and lists, and compares text; of what is neither, it can only tell that it is there. */
function bodyOf(body: Contents, rules: Rules): Predicate[] {
  if (isJson(body) && typeof body.content === 'object') return bodyPredicates(body.content, rules);
  const text = textOf(body);
  const regex = isJson(body) ? undefined : regexIn(rules.$);
  if (text === undefined || (rules.$ && !regex)) return [{ exists: { body: true } }];
  return [{ ...(regex ? { matches: { body: regex } } : { equals: { body: text } }), caseSensitive: true }];
}

/** Optional fields that the example leaves out: a request with one of them is another interaction. */
export const absencePredicates = ({ request, comments }: HttpInteraction): Predicate[] =>
  comments?.sends
    ? optionalFields(comments.sends, request.body?.content)
        .filter(({ field, isPresent }) => !isPresent && !field.includes('[*]'))
        .map(({ field }) => at(parseJsonPath(field), { exists: { body: false } }))
    : [];

/** A predicate on the place in the body that these keys lead to. */
const at = (keys: string[], predicate: Predicate): Predicate => {
  const selector = `$${keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `['${key}']`)).join('')}`;
  return { jsonpath: { selector }, ...predicate, caseSensitive: true };
};

const regexIn = (rules?: { matchers: Rule[] }) =>
  rules?.matchers.find(({ match }) => match === 'regex')?.regex;

function pathPredicates({ path, matchingRules }: HttpInteraction['request']): Predicate[] {
  const regex = regexIn(matchingRules?.path);
  return [
    regex ? { matches: { path: regex }, caseSensitive: true } : { equals: { path }, caseSensitive: true },
  ];
}

/** Pact accepts no unknown parameter, so without rules the whole query must be equal. */
function queryPredicates({ query = {}, matchingRules }: HttpInteraction['request']): Predicate[] {
  const names = Object.keys(query);
  const rules = matchingRules?.query ?? {};
  if (!names.some((name) => rules[name]))
    return [{ deepEquals: { query: singleValues(query) }, caseSensitive: true }];
  return names.map((name) => {
    const regex = regexIn(rules[name]);
    if (regex) return { matches: { query: { [name]: regex } }, caseSensitive: true };
    if (rules[name]) return { exists: { query: { [name]: true } }, caseSensitive: true };
    return { equals: { query: singleValues({ [name]: query[name] ?? [] }) }, caseSensitive: true };
  });
}

/** Header names are case-insensitive; in Mountebank, so is then the value that `matches` compares. */
function headerPredicates({ headers = {}, matchingRules }: HttpInteraction['request']): Predicate[] {
  return Object.entries(singleValues(headers)).map(([name, value]) => {
    const rules = matchingRules?.header?.[name];
    if (rules) return { matches: { headers: { [name]: regexIn(rules) ?? '' } } };
    if (/^accept$/i.test(name)) return { contains: { headers: { [name]: value } } };
    if (/^content-type$/i.test(name)) return { startsWith: { headers: { [name]: value } } };
    return { equals: { headers: { [name]: value } }, caseSensitive: true, keyCaseSensitive: false };
  });
}

/** One predicate for each leaf, because each leaf may have its own rule. */
function bodyPredicates(example: unknown, rules: Rules, keys: string[] = []): Predicate[] {
  if (typeof example === 'object' && example !== null && Object.keys(example).length) {
    const rule = ruleFor(keys, rules);
    if (Array.isArray(example) && rule?.min === 0) return [at(keys, { exists: { body: true } })];
    const elements = Array.isArray(example) && rule ? example.slice(0, 1) : example;
    return Object.entries(elements).flatMap(([key, value]) => bodyPredicates(value, rules, [...keys, key]));
  }
  return [at(keys, valuePredicate(example, ruleFor(keys, rules)))];
}

const NUMBER = '^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$';
const TYPES: Record<string, string> = { number: NUMBER, boolean: '^(true|false)$' };

function valuePredicate(example: unknown, rule?: Rule): Predicate {
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

/** The rule of this place or, since type rules cascade, the type rule of the nearest place above. */
function ruleFor(keys: string[], rules: Rules): Rule | undefined {
  const places = Object.entries(rules)
    .map(([path, { matchers }]) => ({
      path: parseJsonPath(path),
      rule: matchers.find(({ match }) => match !== 'type') ?? matchers[0],
    }))
    .filter(
      ({ path }) =>
        path.length <= keys.length && path.every((key, index) => key === '*' || key === keys[index]),
    )
    .sort((one, other) => other.path.length - one.path.length);
  const [nearest] = places;
  if (nearest?.path.length === keys.length) return nearest.rule;
  return nearest?.rule?.match === 'type' ? { match: 'type' } : undefined;
}

/** Headers or parameters: a single value as itself, several values as a list. */
export const singleValues = (headers: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
