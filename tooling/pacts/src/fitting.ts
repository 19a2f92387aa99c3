import { isDeepStrictEqual } from 'node:util';
import { parseJsonPath } from './json-path.js';
import type { Output } from './mutants.js';
import type { EventInteraction, Rule, Rules } from './pact-file.js';

/**
 * Whether an event fits what a pact expects, by the rules that the pacts of this repository use. It finds the odd one
 * among many events in no time; the verdict on that one is Pact's.
 */
export function fits({ contents, metadata, matchingRules = {} }: EventInteraction, output: Output): boolean {
  const { contentType: _pacts, ...attributes } = metadata;
  const named = Object.entries(matchingRules.metadata ?? {});
  const rules = Object.fromEntries(named.map(([name, rule]) => [`$.${name}`, rule]));
  return (
    valueFits(contents.content, output.body, matchingRules.body ?? {}, []) &&
    valueFits(attributes, output.metadata, rules, [])
  );
}

function valueFits(example: unknown, actual: unknown, rules: Rules, path: string[]): boolean {
  const matchers = matchersAt(path, rules);
  if (Array.isArray(example) && matchers.length) {
    const min = Math.max(0, ...matchers.map((rule) => rule.min ?? 0));
    const inside = [...path, '*'];
    return (
      Array.isArray(actual) &&
      actual.length >= min &&
      (!example.length || actual.every((element) => valueFits(example[0], element, rules, inside)))
    );
  }
  if (isObject(example))
    return (
      isObject(actual) &&
      Object.entries(example).every(
        ([key, value]) => Object.hasOwn(actual, key) && valueFits(value, actual[key], rules, [...path, key]),
      )
    );
  return matchers.length
    ? matchers.every((rule) => ruleFits(rule, example, actual))
    : isDeepStrictEqual(example, actual);
}

function ruleFits({ match, regex }: Rule, example: unknown, actual: unknown): boolean {
  if (match === 'regex') return new RegExp(regex ?? '', 'u').test(String(actual));
  if (match === 'integer') return Number.isInteger(actual);
  if (match === 'number') return typeof actual === 'number';
  if (match === 'type') return typeof actual === typeof example && (actual === null) === (example === null);
  return isDeepStrictEqual(example, actual);
}

const matchersAt = (path: string[], rules: Rules): Rule[] =>
  Object.entries(rules).find(([place]) => isDeepStrictEqual(parseJsonPath(place), path))?.[1].matchers ?? [];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
