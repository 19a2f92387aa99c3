import { z } from 'zod';
import { message } from '../message.js';
import { type Kind, timeline, type TimelineEvent } from './timeline.js';

type Data = Record<string, unknown>;

/** The part of JSON Schema that leads to integers. */
interface Json {
  type?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Json>;
  items?: Json;
}

/** An event, twice, with one number at an edge of what its schema admits. */
export interface Edge {
  /** The number and its place, such as `entityversion 2147483647`. */
  what: string;
  events: TimelineEvent[];
}

/** CloudEvents' Integer has 32 bits. */
const LARGEST_VERSION = 2 ** 31 - 1;

/** An event with its largest version, and with the least and the largest value of each integer that the subscriber reads. */
export function edgesOf(kind: Kind, known: Data): Edge[] {
  const [event] = timeline([kind], 1, known) as [TimelineEvent];
  const twice = (data: Data, entityversion: number) =>
    [0, 1].map(() => {
      const { id: _id, ...attributes } = event.attributes;
      return { ...message(event.type, data, { ...attributes, entityversion }), type: event.type, data };
    });
  const numbers = integersIn(kind.heard.schema).flatMap(({ path, edges }) =>
    edges.map((edge) => ({
      what: `${event.type} with ${path.join('.')} ${edge}`,
      events: twice(withValue(event.data, path, edge), 1),
    })),
  );
  const version = {
    what: `${event.type} with entityversion ${LARGEST_VERSION}`,
    events: twice(event.data, LARGEST_VERSION),
  };
  return [version, ...numbers];
}

function integersIn(schema: z.ZodType): { path: string[]; edges: number[] }[] {
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json, []);
}

function walk(json: Json, path: string[]): { path: string[]; edges: number[] }[] {
  if (json.type === 'integer') return [{ path, edges: [json.minimum ?? 0, json.maximum ?? 0] }];
  const fields = Object.entries(json.properties ?? {}).flatMap(([field, inner]) =>
    walk(inner, [...path, field]),
  );
  return json.items ? [...fields, ...walk(json.items, [...path, '0'])] : fields;
}

function withValue(data: Data, path: string[], value: number): Data {
  const changed = structuredClone(data);
  let holder = changed;
  for (const step of path.slice(0, -1)) holder = holder[step] as Data;
  holder[path.at(-1) as string] = value;
  return changed;
}
