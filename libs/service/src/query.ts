import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';

const DIGITS = /^-?\d{1,16}$/;

/**
 * A whole number in a query, in decimal digits. `z.coerce` would also read `0x10`, `1e1`, and an empty text as 0.
 * @param schema which numbers are possible
 */
export const wholeNumber = <Schema extends z.ZodType<number>>(schema: Schema) =>
  z.preprocess((text, context) => {
    if (typeof text !== 'string') return text;
    if (!DIGITS.test(text)) context.addIssue('must be a whole number');
    return Number(text);
  }, schema);

/**
 * Issues, of which one with a parameter of a query that comes several times says so.
 * @param value the query, or one parameter of it
 */
export const nameRepeated = (
  value: unknown,
  issues: readonly StandardSchemaV1.Issue[],
): StandardSchemaV1.Issue[] =>
  issues.map((issue) => {
    const [step] = issue.path ?? [];
    const name = typeof step === 'object' ? step.key : step;
    const sent = name === undefined ? value : (value as Record<PropertyKey, unknown>)[name];
    return Array.isArray(sent) ? { path: issue.path, message: 'must be given once' } : issue;
  });
