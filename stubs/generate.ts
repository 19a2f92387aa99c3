import { contractHash } from '#libs/service';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contents, fileOf, type HttpInteraction, isHttp, nameOf, type Pact, readPacts, type Rule, type Rules } from '../contracts/pact-file.js';
import type { Imposter } from './mountebank.js';

/** Where the imposters are, seen from the root of the repository. Mountebank takes each as `--configfile`. */
const IMPOSTERS = 'stubs/imposters';

/** A predicate of Mountebank (https://www.mbtest.org/docs/api/predicates). */
type Predicate = Record<string, any>;

/** A stub of Mountebank, with the interaction that it was made of. */
export interface Stub {
  predicates?: Predicate[];
  responses: Record<string, any>[];
  _pact?: { interaction: string };
}

/** An imposter that says where it comes from. */
export interface PactImposter extends Imposter {
  stubs: Stub[];
  _pact: { consumer: string; provider: string; hash: string };
}

/**
 * A provider as its pact with one consumer describes it: examples for answers, and a loud 501 for any request that
 * the pact does not know. Predicates choose the stub; whether a request fits the contract is for Pact to judge.
 * @param states the provider states that hold; without them, the friendliest answer to each request
 */
export function imposterOf(pact: Pact, states?: string[]): PactImposter {
  const _pact = { consumer: pact.consumer.name, provider: pact.provider.name, hash: contractHash(pact) };
  const name = `${_pact.provider} for ${_pact.consumer}, pact ${_pact.hash}`;
  return { protocol: 'http', name, recordRequests: true, stubs: stubsFor(pact, states), _pact };
}

/** @throws Error when a state is none of the pact's */
export function stubsFor(pact: Pact, states?: string[]): Stub[] {
  const all = pact.interactions.filter(isHttp);
  const known = new Set(all.flatMap(stateNames));
  const unknown = states?.filter((state) => !known.has(state)) ?? [];
  if (unknown.length) {
    throw new Error(`${fileOf(pact)} has no state ${unknown.join(', ')}; it has: ${[...known].join(', ') || 'none'}`);
  }
  const stubs = all
    .filter((one) => !states || stateNames(one).every((state) => states.includes(state)))
    .map((one) => ({ stub: stubOf(one), held: states ? stateNames(one).length : 0, status: one.response.status }))
    .sort((one, other) => specificity(other.stub) - specificity(one.stub) || other.held - one.held || one.status - other.status)
    .map(({ stub }) => stub);
  return [...stubs, notInContract(pact, all)];
}

const stateNames = ({ providerStates = [] }: HttpInteraction) => providerStates.map(({ name }) => name);

const stubOf = (interaction: HttpInteraction): Stub => {
  const { request, response } = interaction;
  const { status, headers, body } = response;
  const is = { statusCode: status, ...(headers && { headers: flat(headers) }), ...(body && { body: textOf(body) }) };
  return {
    predicates: [
      { equals: { method: request.method } },
      ...pathOf(request),
      ...queryOf(request),
      ...headersOf(request),
      ...(request.body ? bodyOf(request.body.content, request.matchingRules?.body ?? {}) : []),
    ],
    responses: [{ is }],
    _pact: { interaction: nameOf(interaction) },
  };
};

const flat = (headers: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.length > 1 ? values : values[0]]));

const textOf = ({ content }: Contents) => (typeof content === 'string' ? content : JSON.stringify(content));

/** Equal values count more than patterns: of two stubs that fit, the narrower one answers. */
const specificity = ({ predicates = [] }: Stub): number =>
  predicates.reduce((sum, { equals, deepEquals, exists }) => sum + (equals || deepEquals ? 2 : exists ? 0 : 1), 0);

const regexIn = (rules?: { matchers: Rule[] }) => rules?.matchers.find(({ match }) => match === 'regex')?.regex;

function pathOf({ path, matchingRules }: HttpInteraction['request']): Predicate[] {
  const regex = regexIn(matchingRules?.path);
  return [regex ? { matches: { path: regex }, caseSensitive: true } : { equals: { path }, caseSensitive: true }];
}

/** Pact allows no parameter that it does not know, so without rules the whole query must be equal. */
function queryOf({ query = {}, matchingRules }: HttpInteraction['request']): Predicate[] {
  const names = Object.keys(query);
  const rules = matchingRules?.query ?? {};
  if (!names.some((name) => rules[name])) return [{ deepEquals: { query: flat(query) }, caseSensitive: true }];
  return names.map((name) => {
    const regex = regexIn(rules[name]);
    if (regex) return { matches: { query: { [name]: regex } }, caseSensitive: true };
    if (rules[name]) return { exists: { query: { [name]: true } }, caseSensitive: true };
    return { equals: { query: flat({ [name]: query[name] ?? [] }) }, caseSensitive: true };
  });
}

/** Names of headers have no case; in Mountebank that leaves none to what `matches` compares either. */
function headersOf({ headers = {}, matchingRules }: HttpInteraction['request']): Predicate[] {
  return Object.entries(flat(headers)).map(([name, value]) => {
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
  const pattern = { regex: rule?.regex, integer: '^-?\\d+$', number: NUMBER, decimal: NUMBER, type: TYPES[typeof example] };
  const matches = rule && pattern[rule.match as keyof typeof pattern];
  if (matches) return { matches: { body: matches } };
  if (example === null) return { matches: { body: '^null$' } };
  return rule && rule.match !== 'equality' ? { exists: { body: true } } : { equals: { body: example } };
}

/** The rule of this very place or, since type rules cascade, the type rule of the nearest place above. */
function ruleFor(keys: string[], rules: Rules): Rule | undefined {
  const places = Object.entries(rules)
    .map(([path, { matchers }]) => ({ path: keysOf(path), rule: matchers[0] }))
    .filter(({ path }) => path.length <= keys.length && path.every((key, at) => key === '*' || key === keys[at]))
    .sort((one, other) => other.path.length - one.path.length);
  const [nearest] = places;
  if (nearest?.path.length === keys.length) return nearest.rule;
  return nearest?.rule?.match === 'type' ? { match: 'type' } : undefined;
}

/** `$.a['b c'][*]` as `a`, `b c`, `*`. */
const keysOf = (path: string): string[] =>
  [...path.matchAll(/\.([^.[\]]+)|\['([^']+)'\]|\[(\d+|\*)\]/g)].map(([, dotted, quoted, index]) => dotted ?? quoted ?? index ?? '');

/** The last stub: Mountebank's own answer to what it does not know is an empty 200. */
function notInContract(pact: Pact, all: HttpInteraction[]): Stub {
  const known = all.map((one) => `${one.request.method} ${one.request.path} (${nameOf(one)})`).join('; ');
  const detail = `The pact ${fileOf(pact)} has no answer here to \${method} \${path}. It knows: ${known || 'no request'}.`;
  const problem = { type: 'urn:troupe:problem:not-in-contract', title: 'Not Implemented', status: 501, detail };
  const copy = (from: string) => ({ copy: { from, into: `\${${from}}`, using: { method: 'regex', selector: '.+' } } });
  const headers = { 'Content-Type': 'application/problem+json' };
  const is = { statusCode: 501, headers, body: JSON.stringify(problem) };
  return { responses: [{ is, behaviors: [copy('method'), copy('path')] }] };
}

/** The imposters of the accepted pacts, by file name. */
export const imposters = (pacts: Pact[] = readPacts()): Record<string, PactImposter> =>
  Object.fromEntries(
    pacts.filter(({ interactions }) => interactions.some(isHttp)).map((pact) => [fileOf(pact), imposterOf(pact)]),
  );

/** Writes the imposters and removes those without a pact. Returns how many there are. */
export function writeImposters(folder = IMPOSTERS, made = imposters()): number {
  mkdirSync(folder, { recursive: true });
  for (const file of globSync('*.json', { cwd: folder })) if (!(file in made)) rmSync(join(folder, file));
  for (const [file, imposter] of Object.entries(made)) {
    writeFileSync(join(folder, file), `${JSON.stringify(imposter, null, 2)}\n`);
  }
  return Object.keys(made).length;
}

/** Every imposter in the folder that is not as the pacts say, with what is wrong. */
export function strayImposters(folder = IMPOSTERS, made = imposters()): string[] {
  const files = globSync('*.json', { cwd: folder });
  return [
    ...files.filter((file) => !(file in made)).map((file) => `${file} has no pact`),
    ...Object.keys(made)
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing`),
    ...Object.entries(made)
      .filter(([file]) => files.includes(file))
      .filter(([file, imposter]) => readFileSync(join(folder, file), 'utf8') !== `${JSON.stringify(imposter, null, 2)}\n`)
      .map(([file, { _pact }]) => `${file} is not of pact ${_pact.hash}`),
  ];
}
