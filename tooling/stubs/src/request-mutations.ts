import { type HttpInteraction, type Rules, changed, keysOf, without } from '#tooling/pacts';
import { replay } from './replay.js';

/** A request as it is sent. */
export interface Sent {
  method: string;
  path: string;
  query: Record<string, string[]>;
  headers: Record<string, string[]>;
  body?: unknown;
}

/** The example of a request. */
export const exampleOf = ({
  method,
  path,
  query = {},
  headers = {},
  body,
}: HttpInteraction['request']): Sent => ({
  method,
  path,
  query,
  headers,
  body: body?.content,
});

/** The example request with one rule violated, once for each rule; `rule` names it. */
export function mutationsOf(request: HttpInteraction['request']): { rule: string; sent: Sent }[] {
  const good = exampleOf(request);
  const rules = request.matchingRules?.body ?? {};
  return [
    { rule: 'method', sent: { ...good, method: good.method === 'PUT' ? 'POST' : 'PUT' } },
    { rule: 'path', sent: { ...good, path: `${good.path.replace(/\/$/, '')}/elsewhere` } },
    ...lacking(good.query).map(([name, query]) => ({ rule: `query ${name}`, sent: { ...good, query } })),
    ...lacking(good.headers).map(([name, headers]) => ({
      rule: `header ${name}`,
      sent: { ...good, headers },
    })),
    ...leaves(good.body, rules).flatMap((keys) => [
      { rule: `body ${keys.join('.')} removed`, sent: { ...good, body: removed(good.body, whole(keys)) } },
      ...(isLoose(keys, rules)
        ? []
        : [
            {
              rule: `body ${keys.join('.')} changed`,
              sent: { ...good, body: changed(good.body, keys, () => 'no') },
            },
          ]),
    ]),
  ];
}

const removed = (body: unknown, keys: string[]): unknown =>
  changed(body, keys.slice(0, -1), (fields) => without(fields, keys.at(-1) ?? ''));

/** Of an element, its list: a list may have fewer. */
const whole = (keys: string[]): string[] => (/^\d+$/.test(keys.at(-1) ?? '') ? keys.slice(0, -1) : keys);

/** A record without each of its names in turn. */
const lacking = (all: Record<string, string[]>) =>
  Object.keys(all).map((name) => [name, without(all, name) as typeof all] as const);

/** Where the example has a value that is no list and no object; lists that may be empty have none. */
function leaves(value: unknown, rules: Rules, keys: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [keys];
  const rule = Object.entries(rules).find(([path]) => keysOf(path).join('.') === keys.join('.'))?.[1]
    .matchers[0];
  if (Array.isArray(value) && rule?.min === 0) return [];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, rules, [...keys, key]));
}

/** Any value of its type will do there: stubs only look whether it is there. */
const isLoose = (keys: string[], rules: Rules): boolean =>
  Object.keys(rules).some((path) => keysOf(path).every((key, at) => key === '*' || key === keys[at]));

/** Sends a request, and answers with the status. */
export function send(url: string, { headers, body, ...sent }: Sent): Promise<number> {
  const joined = Object.entries(headers).map(([name, values]) => [name, values.join(', ')]);
  const text = body === undefined ? '' : JSON.stringify(body);
  return replay(url, { ...sent, headers: Object.fromEntries(joined) as Record<string, string>, body: text });
}
