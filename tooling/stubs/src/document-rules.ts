import type { Predicate } from './predicates.js';
import { type Condition, conditionsOf, IS_OBJECT, type Schema, without$ref } from './schema-conditions.js';

/** A rule of a document: what a value must be, and the predicate that a request meets when its value is not. */
export interface DocumentRule {
  says: string;
  broken: Predicate;
}

/** The rules for a body, and the keywords that no predicate can say, with their places. */
export interface DocumentRules {
  rules: DocumentRule[];
  unsaid: string[];
}

/** A place in a body: the JSONPath of the value, and that of its parent with the test that finds the value in it. */
interface Place {
  name: string;
  self: string;
  parent?: { path: string; test: string };
}

/** The rules of a JSON body. @param resolve finds the schema of a `$ref` */
export function bodyRules(schema: Schema, resolve: (ref: string) => Schema): DocumentRules {
  return rulesAt(schema, { name: 'body', self: '$' }, resolve);
}

function rulesAt(schema: Schema, place: Place, resolve: (ref: string) => Schema): DocumentRules {
  if (schema.$ref) return rulesAt({ ...resolve(schema.$ref), ...without$ref(schema) }, place, resolve);
  const { properties = {}, items, allOf = [] } = schema;
  const { conditions, unsaid } = place.parent
    ? conditionsOf(schema, resolve)
    : rootConditions(schema, resolve);
  const parts = [
    { rules: valueRules(conditions, place), unsaid: unsaid.map((keyword) => `${place.name}: ${keyword}`) },
    { rules: [...requiredRules(schema, place), ...unknownRules(schema, place)], unsaid: [] },
    ...Object.entries(properties).map(([key, one]) => rulesAt(one, childOf(place, key), resolve)),
    ...(items ? [rulesAt(items, elementOf(place), resolve)] : []),
    ...allOf.map((one) => rulesAt(one, place, resolve)),
  ];
  return { rules: parts.flatMap(({ rules }) => rules), unsaid: parts.flatMap((one) => one.unsaid) };
}

/** Mountebank's selectors find children, so of the body itself predicates can only say that it is an object. */
function rootConditions(schema: Schema, resolve: (ref: string) => Schema) {
  const { conditions, unsaid } = conditionsOf({ ...schema, type: 'object' }, resolve);
  const beside = conditions.length > 1 ? ['a rule for the whole body'] : [];
  const isObject = schema.type === 'object';
  return {
    conditions: isObject ? [{ says: 'be an object', isBroken: '' }] : [],
    unsaid: [...unsaid, ...beside, ...(isObject || !schema.type ? [] : ['type'])],
  };
}

const childOf = ({ name, self }: Place, key: string): Place => ({
  name: `${name}/${key}`,
  self: `${self}['${key}']`,
  parent: { path: self, test: `@property === ${JSON.stringify(key)} && ` },
});

const elementOf = ({ name, self }: Place): Place => ({
  name: `${name}/*`,
  self: `${self}[*]`,
  parent: { path: self, test: '' },
});

/** `^` gives the parents of what is found, which exist even where a value is empty. */
const found = (selector: string): Predicate => ({
  jsonpath: { selector: `${selector}^` },
  exists: { body: true },
  caseSensitive: true,
});

/** A rule for each condition, so that a refusal names the one that is broken. */
const valueRules = (conditions: Condition[], { name, parent }: Place): DocumentRule[] =>
  conditions.map(({ says, isBroken }) => ({
    says: `${name} must ${says}`,
    broken: parent ? found(`${parent.path}[?(${parent.test}(${isBroken}))]`) : { not: OBJECT },
  }));

const OBJECT: Predicate = { matches: { body: '^\\s*\\{' }, caseSensitive: true };

const requiredRules = ({ required = [] }: Schema, { name, self, parent }: Place): DocumentRule[] =>
  required.map((key) => ({
    says: `${name} must have ${key}`,
    broken: parent
      ? found(`${parent.path}[?(${parent.test}${IS_OBJECT} && @[${JSON.stringify(key)}] === undefined)]`)
      : { not: found(`${self}['${key}']`) },
  }));

function unknownRules({ properties = {}, additionalProperties }: Schema, { name, self }: Place): DocumentRule[] {
  if (additionalProperties !== false) return [];
  const isUnknown = Object.keys(properties).map((key) => `@property !== ${JSON.stringify(key)}`);
  const says = `${name} must have no other fields than ${Object.keys(properties).join(', ') || 'none'}`;
  return [{ says, broken: found(`${self}[?(${isUnknown.join(' && ') || 'true'})]`) }];
}

