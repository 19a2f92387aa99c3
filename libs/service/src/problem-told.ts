import type { ProblemType } from '#libs/messaging';
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { loosen } from './openapi-schema.js';

type Schema = z.core.JSONSchema.BaseSchema;

/** What a page says of a kind of problem. */
export interface ToldProblem {
  code: string;
  type: string;
  status: number;
  title: string;
  meaning: string;
  advice: string;
  where?: string;
  /** Descriptions of its further members, by name. */
  members: Record<string, string>;
  /** Problem details of this kind. */
  example: object;
}

/** The path at which every service serves the page of a kind of problem. */
export const pageOf = (code: string): string => `/problems/${encodeURIComponent(code)}`;

/** The JSON schemas of the further members, by name. */
export function membersOf({ members }: ProblemType): Record<string, Schema> {
  const { properties = {} } = z.toJSONSchema(z.object(members), {
    io: 'output',
    override: ({ jsonSchema }) => loosen(jsonSchema),
  });
  return properties as Record<string, Schema>;
}

export function toldOf(problem: ProblemType): ToldProblem {
  const { code, type, status, meaning, advice, where } = problem;
  const title = STATUS_CODES[status] ?? 'Error';
  const members = Object.entries(membersOf(problem));
  return {
    code,
    type,
    status,
    title,
    meaning,
    advice,
    ...(where && { where }),
    members: Object.fromEntries(members.map(([name, { description = '' }]) => [name, description])),
    example: {
      type,
      title,
      status,
      detail: `${meaning} ${advice}`,
      ...Object.fromEntries(members.map(([name, schema]) => [name, exampleOf(schema)])),
      correlationId: 'my-first-request',
    },
  };
}

/** A value that fits a schema: an example of its own, or the simplest one. */
function exampleOf({ examples, enum: values, ...schema }: Schema): unknown {
  const [given] = examples ?? values ?? [];
  if (given !== undefined) return given;
  if (schema.type === 'array') return [exampleOf(schema.items as Schema)];
  if (schema.type === 'object') {
    const properties = Object.entries(schema.properties ?? {}) as [string, Schema][];
    return Object.fromEntries(properties.map(([name, one]) => [name, exampleOf(one)]));
  }
  return schema.type === 'string' ? 'text' : (schema.minimum ?? 1);
}
