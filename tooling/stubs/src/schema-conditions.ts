/** The part of JSON Schema (draft 2020-12) that is read. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  [keyword: string]: unknown;
}

/** What a value must be; the test is JavaScript that Mountebank evaluates without `eval`, and true of a wrong value. */
export interface Condition {
  says: string;
  isBroken: string;
}

/** Keywords that forbid nothing. */
export const ANNOTATIONS = ['$schema', '$id', 'id', 'title', 'description', 'default', 'example', 'examples', 'deprecated'];
/** Keywords that lead to other schemas. */
const FOLLOWED = ['$ref', 'properties', 'required', 'additionalProperties', 'items', 'allOf', 'anyOf'];
const MAX_SHOWN = 80;

export const IS_OBJECT = `typeof @ === 'object' && @ !== null`;
const IS_LIST = `${IS_OBJECT} && typeof @.slice === 'function'`;
const IS: Record<string, string> = {
  string: `typeof @ === 'string'`,
  number: `typeof @ === 'number'`,
  integer: `typeof @ === 'number' && @ % 1 === 0`,
  boolean: `typeof @ === 'boolean'`,
  null: '@ === null',
  object: `${IS_OBJECT} && typeof @.slice !== 'function'`,
  array: IS_LIST,
};

type Translate = (value: any) => Condition;

const numeric = (says: string, operator: string): Translate => (value: number) => ({
  says: `be ${says} ${value}`,
  isBroken: `typeof @ === 'number' && !(@ ${operator} ${value})`,
});
const matching = (says: string, pattern: string): Condition => ({
  says,
  isBroken: `typeof @ === 'string' && !/${literal(pattern)}/u.test(@)`,
});
/** JSON Schema counts characters, and not code units. */
const characters = (range: string, says: string, count: number) =>
  matching(`have ${says} ${counted(count, 'character')}`, `^[\\s\\S]${range}$`);
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const elements = (says: string, operator: string): Translate => (value: number) => ({
  says: `have ${says} ${counted(value, 'element')}`,
  isBroken: `${IS_LIST} && !(@.length ${operator} ${value})`,
});
const oneOf = (values: unknown[]): Condition => ({
  says: `be ${values.map((one) => JSON.stringify(one)).join(' or ')}`,
  isBroken: `!(${values.map((one) => `@ === ${JSON.stringify(one)}`).join(' || ')})`,
});

const KEYWORDS: Record<string, Translate> = {
  type: (type: string | string[]) => ({
    says: `be of type ${[type].flat().join(' or ')}`,
    isBroken: `!(${[type].flat().map((one) => `(${IS[one] ?? 'false'})`).join(' || ')})`,
  }),
  minLength: (least: number) => characters(`{${least},}`, 'at least', least),
  maxLength: (most: number) => characters(`{0,${most}}`, 'at most', most),
  pattern: (pattern: string) => matching(`match ${shown(pattern)}`, pattern),
  minimum: numeric('at least', '>='),
  maximum: numeric('at most', '<='),
  exclusiveMinimum: numeric('more than', '>'),
  exclusiveMaximum: numeric('less than', '<'),
  minItems: elements('at least', '>='),
  maxItems: elements('at most', '<='),
  enum: oneOf,
  const: (value: unknown) => oneOf([value]),
};

/** A schema beside the one that it refers to. */
export const without$ref = ({ $ref: _ref, ...rest }: Schema): Schema => rest;

/** What the schema demands of a value itself, and the keywords that are left out. */
export function conditionsOf(schema: Schema, resolve: (ref: string) => Schema) {
  const conditions: Condition[] = [];
  const unsaid: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const translate = KEYWORDS[keyword];
    if (translate) conditions.push(translate(value));
    else if (keyword === 'format' ? !schema.pattern : ![...ANNOTATIONS, ...FOLLOWED].includes(keyword))
      unsaid.push(keyword);
  }
  if (typeof schema.additionalProperties === 'object') unsaid.push('additionalProperties');
  if (schema.anyOf) {
    const choice = choiceOf(schema.anyOf, resolve);
    if (choice) conditions.push(choice);
    else unsaid.push('anyOf');
  }
  return { conditions, unsaid };
}

/** A value that fits none of several schemas; undefined when one of them looks into the value. */
function choiceOf(anyOf: Schema[], resolve: (ref: string) => Schema): Condition | undefined {
  const choices = anyOf.map((one) => (one.$ref ? { ...resolve(one.$ref), ...without$ref(one) } : one));
  const each = choices.map((one) => conditionsOf(one, resolve));
  const looksInside = choices.some((one) => FOLLOWED.some((keyword) => keyword in one));
  if (looksInside || each.some(({ conditions, unsaid }) => unsaid.length || !conditions.length)) return undefined;
  return {
    says: each.map(({ conditions }) => conditions.map(({ says }) => says).join(' and ')).join(', or '),
    isBroken: each
      .map(({ conditions }) => `(${conditions.map(({ isBroken }) => `(${isBroken})`).join(' || ')})`)
      .join(' && '),
  };
}

const shown = (pattern: string) =>
  pattern.length > MAX_SHOWN ? 'the pattern of the document' : pattern;

/**
 * A pattern as a literal in a JSONPath, in which `@` stands for the value, and `)]` or `)'` ends the filter: there a closing
 * parenthesis can only be a character of a class, and the quote a character.
 */
const literal = (pattern: string): string =>
  new RegExp(pattern, 'u').source
    .replaceAll('@', '\\x40')
    .replaceAll(/\\?\)(?=\])/g, '\\x29')
    .replaceAll("'", '\\x27');
