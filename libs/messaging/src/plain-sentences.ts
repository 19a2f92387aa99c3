import { z } from 'zod';

const MISSING = 'is missing';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What a value must be, by the names that zod has for kinds. */
const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  tuple: 'a list',
  date: 'a date',
  null: 'null',
  never: 'left out',
  undefined: 'left out',
};

const FORMATS = new Map([
  ['email', 'an e-mail address'],
  ['uuid', 'a UUID'],
  ['url', 'a URL'],
  ['datetime', 'a date and a time, such as 2027-01-31T12:00:00Z'],
  ['date', 'a date, such as 2027-01-31'],
]);

/** What is counted of a value, and how many of it: `1 character`. */
const UNITS: Record<string, [one: string, many: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
};

/** What a value must be instead of what it is, without a word of its content. */
function kindOf({ expected, input }: Issue & z.core.$ZodIssueInvalidType): string {
  const is = KINDS[input === null ? 'null' : Array.isArray(input) ? 'array' : typeof input];
  const isNumber = typeof input === 'number'; // no whole one, or none at all
  return `must be ${KINDS[expected] ?? expected}${is && !isNumber ? `, not ${is}` : ''}`;
}

const counted = (count: number | bigint, [one, many]: [string, string]): string =>
  `${count} ${count === 1 ? one : many}`;

function tooSmall({ origin, minimum, inclusive = true }: z.core.$ZodIssueTooSmall): string {
  const units = UNITS[origin];
  if (!units) return `must be ${inclusive ? 'at least' : 'more than'} ${minimum}`;
  return minimum === 1 ? 'must not be empty' : `must have at least ${counted(minimum, units)}`;
}

function tooBig({ origin, maximum, inclusive = true }: z.core.$ZodIssueTooBig): string {
  const units = UNITS[origin];
  return units
    ? `must have at most ${counted(maximum, units)}`
    : `must be ${inclusive ? 'at most' : 'less than'} ${maximum}`;
}

const oneOf = (values: readonly unknown[]): string => {
  const told = values.map((value) => JSON.stringify(value));
  return told.length === 1 ? `must be ${told[0]}` : `must be one of ${told.join(', ')}`;
};

function formatOf({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string | undefined {
  const known = FORMATS.get(format);
  if (known) return `must be ${known}`;
  return format === 'regex' ? `must match ${pattern}` : undefined;
}

/** One variant is chosen by a member, which may be missing. */
function variantOf({ input, discriminator }: Issue & z.core.$ZodIssueInvalidUnion): string | undefined {
  if (!discriminator) return undefined;
  const isMissing = (input as Record<string, unknown>)[discriminator] === undefined;
  return isMissing ? MISSING : 'is not one of the values that are possible here';
}

type Tell<Code> = (issue: Issue & Extract<z.core.$ZodIssue, { code: Code }>) => string | undefined;

/** What is wrong with a value, for those who sent it. Where nothing is told, zod's own sentence is as good. */
const BY_CODE: { [Code in z.core.$ZodIssue['code']]?: Tell<Code> } = {
  invalid_type: (issue) => (issue.input === undefined ? MISSING : kindOf(issue)),
  invalid_value: ({ input, values }) => (input === undefined ? MISSING : oneOf(values)),
  invalid_union: (issue) => (issue.input === undefined ? MISSING : variantOf(issue as never)),
  too_small: tooSmall,
  too_big: tooBig,
  invalid_format: formatOf,
  not_multiple_of: ({ divisor }) => `must be a multiple of ${divisor}`,
};

z.config({ customError: (issue) => (BY_CODE[issue.code] as Tell<string> | undefined)?.(issue as never) });
