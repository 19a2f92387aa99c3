import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Schema {
  $ref?: string;
  type?: string;
  maxItems?: number;
  properties?: Record<string, Schema>;
}
interface Operation {
  parameters?: { name: string; in: string }[];
  responses: Record<
    string,
    { headers?: Record<string, object>; content?: Record<string, { schema?: Schema }> }
  >;
  'x-access'?: { role?: string };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** The lists in the answer of an operation that may grow without end. */
function growing({ components }: Document, { responses, ...operation }: Operation): string[] {
  const resolved = (schema: Schema = {}): Schema =>
    schema.$ref ? (components?.schemas?.[schema.$ref.split('/').at(-1)!] ?? {}) : schema;
  const answer = resolved(responses[200]?.content?.['application/json']?.schema);
  const isList = ({ type, maxItems }: Schema) => type === 'array' && maxItems === undefined;
  const lists = Object.entries(answer.properties ?? {}).filter(([, schema]) => isList(resolved(schema)));
  const names = isList(answer) ? ['the answer'] : lists.map(([name]) => name);
  const takes = (name: string) =>
    operation.parameters?.some((one) => one.in === 'query' && one.name === name);
  const isPaged = takes('limit') && takes('cursor') && 'Link' in (responses[200]?.headers ?? {});
  return isPaged ? [] : names;
}

/** What the documents tell of lists that may grow without end; those for operators have pages of their own. */
const findings = (documents: Record<string, Document>) =>
  Object.entries(documents).flatMap(([service, document]) =>
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method, operation]) => method === 'get' && operation['x-access']?.role !== 'operator')
        .flatMap(([, operation]) =>
          growing(document, operation).map((list) => `${service}: GET ${path}: ${list}`),
        ),
    ),
  );

describe('a list in an answer', () => {
  it('has pages, or a most of entries', () => {
    const documents = globSync('contracts/openapi/*.json').map((file): [string, Document] => [
      basename(file, '.json'),
      JSON.parse(readFileSync(file, 'utf8')) as Document,
    ]);
    expect(documents.length).toBeGreaterThan(10);
    expect(findings(Object.fromEntries(documents))).toEqual([]);
  });

  it('is found when it has neither', () => {
    const list = { type: 'array' };
    const get = (schema: Schema, more: object = {}) => ({
      get: { responses: { 200: { content: { 'application/json': { schema } }, ...more } } },
    });
    const shop: Document = {
      paths: {
        '/records': get({ $ref: '#/components/schemas/Records' }),
        '/labels': get(list),
        '/charts': get({ properties: { best: { ...list, maxItems: 10 } } }),
        '/orders': {
          get: {
            ...get(list, { headers: { Link: {} } }).get,
            parameters: ['limit', 'cursor'].map((name) => ({ name, in: 'query' })),
          },
        },
      },
      components: { schemas: { Records: { properties: { records: list } } } },
    };
    expect(findings({ shop })).toEqual(['shop: GET /records: records', 'shop: GET /labels: the answer']);
  });
});
