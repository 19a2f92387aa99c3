import {
  bytesOf,
  type HttpInteraction,
  isJson,
  omitKey,
  optionalFields,
  parseJsonPath,
  type Rules,
  textOf,
  withChange,
} from '#tooling/pacts';
import { replay } from './replay.js';

/** A request as it is sent. */
export interface SentRequest {
  method: string;
  path: string;
  query: Record<string, string[]>;
  headers: Record<string, string[]>;
  /** A value, which is sent as JSON, or bytes. */
  body?: unknown;
}

/** The example of a request. */
export const exampleOf = ({
  method,
  path,
  query = {},
  headers = {},
  body,
}: HttpInteraction['request']): SentRequest => ({
  method,
  path,
  query,
  headers,
  body: body && (isJson(body) && typeof body.content === 'object' ? body.content : bytesOf(body)),
});

/** The example request, once for each rule, with this rule violated. */
export function mutationsOf({ request, comments }: HttpInteraction): { rule: string; sent: SentRequest }[] {
  const valid = exampleOf(request);
  const left = comments?.sends ? optionalFields(comments.sends, valid.body) : [];
  const rules = request.matchingRules?.body ?? {};
  return [
    { rule: 'method', sent: { ...valid, method: valid.method === 'PUT' ? 'POST' : 'PUT' } },
    { rule: 'path', sent: { ...valid, path: `${valid.path.replace(/\/$/, '')}/elsewhere` } },
    ...withoutEach(valid.query).map(([name, query]) => ({
      rule: `query ${name}`,
      sent: { ...valid, query },
    })),
    ...withoutEach(valid.headers).map(([name, headers]) => ({
      rule: `header ${name}`,
      sent: { ...valid, headers },
    })),
    ...left
      .filter(({ field, isPresent }) => !isPresent && !field.includes('[*]'))
      .map(({ field }) => ({
        rule: `body without ${field}`,
        sent: { ...valid, body: withChange(valid.body, parseJsonPath(field), () => 'added') },
      })),
    ...(Buffer.isBuffer(valid.body) ? otherTexts(request, valid) : []),
    ...leaves(valid.body, rules).flatMap((keys) => [
      {
        rule: `body ${keys.join('.')} removed`,
        sent: { ...valid, body: withoutLeaf(valid.body, removable(keys)) },
      },
      ...(isLoose(keys, rules)
        ? []
        : [
            {
              rule: `body ${keys.join('.')} changed`,
              sent: { ...valid, body: withChange(valid.body, keys, () => 'no') },
            },
          ]),
    ]),
  ];
}

/** A text may be another one only where a rule says so; bytes that are no text are not compared. */
const otherTexts = ({ body, matchingRules }: HttpInteraction['request'], valid: SentRequest) =>
  body && textOf(body) !== undefined && !matchingRules?.body?.$
    ? [{ rule: 'body changed', sent: { ...valid, body: Buffer.from('no') } }]
    : [];

const withoutLeaf = (body: unknown, keys: string[]): unknown =>
  withChange(body, keys.slice(0, -1), (fields) => omitKey(fields, keys.at(-1) ?? ''));

/** For an element, the path of its list: a list may have fewer elements. */
const removable = (keys: string[]): string[] => (/^\d+$/.test(keys.at(-1) ?? '') ? keys.slice(0, -1) : keys);

/** A record without each of its names in turn. */
const withoutEach = (all: Record<string, string[]>) =>
  Object.keys(all).map((name) => [name, omitKey(all, name) as typeof all] as const);

/** The paths of all values that are neither lists nor objects, except those in lists that may be empty. */
function leaves(value: unknown, rules: Rules, keys: string[] = []): string[][] {
  if (Buffer.isBuffer(value)) return [];
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [keys];
  const rule = Object.entries(rules).find(([path]) => parseJsonPath(path).join('.') === keys.join('.'))?.[1]
    .matchers[0];
  if (Array.isArray(value) && rule?.min === 0) return [keys];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, rules, [...keys, key]));
}

/** Stubs check only that such a leaf exists, because any value of its type matches. */
const isLoose = (keys: string[], rules: Rules): boolean =>
  Object.keys(rules).some((path) =>
    parseJsonPath(path).every((key, index) => key === '*' || key === keys[index]),
  );

/** Sends a request, and returns the status of the response. */
export function send(url: string, { headers, body, ...sent }: SentRequest): Promise<number> {
  const joined = Object.entries(headers).map(([name, values]) => [name, values.join(', ')]);
  const text = Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body);
  return replay(url, { ...sent, headers: Object.fromEntries(joined) as Record<string, string>, body: text });
}
