import type { z } from 'zod';
import { Envelope, type Message, readData } from './envelope.js';
import { jsonPointer } from './refusal.js';

/** A rule of a contract that a message breaks. It quotes nothing of the message. */
export interface ContractBreak {
  where: 'envelope' | 'body';
  /** A JSON pointer (RFC 6901); empty for the whole. */
  path: string;
  rule: string;
}

/**
 * The rules that a message breaks of the schemas by which this build of the service reads it.
 * @param schema of the body; undefined for a type that the service does not read
 */
export function rulesBrokenBy(
  { attributes, body }: Message,
  kind: 'event' | 'effect',
  schema: z.ZodType | undefined,
): ContractBreak[] {
  const envelope = kind === 'event' ? breaksIn('envelope', Envelope, attributes) : [];
  let data: unknown;
  try {
    data = readData({ attributes, body });
  } catch {
    return [...envelope, { where: 'body', path: '', rule: 'takes JSON in UTF-8, without a key __proto__' }];
  }
  return schema ? [...envelope, ...breaksIn('body', schema, data)] : envelope;
}

const breaksIn = (where: ContractBreak['where'], schema: z.ZodType, value: unknown): ContractBreak[] =>
  schema
    .safeParse(value)
    .error?.issues.map(({ path, message: rule }) => ({ where, path: jsonPointer(path), rule })) ?? [];
