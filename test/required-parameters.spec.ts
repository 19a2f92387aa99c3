import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: { format?: string } }[];
}

/** Every parameter of every documented route of every service, with the route. */
const all = globSync('contracts/openapi/!(public).json').flatMap((file) => {
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
      parameters.map((one) => ({
        ...one,
        where: `${basename(file, '.json')}: ${method} ${path} ${one.name}`,
      })),
    ),
  );
});

describe('of the documents of all services', () => {
  it('none requires a query or header parameter without which a request is answered', () => {
    const required = all.filter((one) => one.in !== 'path' && one.required).map(({ where }) => where);
    // Each is refused when it is missing, which a test of its service shows. Show it for the next one as well.
    expect(required.sort()).toEqual([
      'catalog: patch /records/{recordId} if-match',
      'customers: patch /v1/customers/{customerId} if-match',
      'customers: patch /v2/customers/{customerId} if-match',
      'reporting: get /reports/sales by',
      'reporting: get /reports/sales from',
      'reporting: get /reports/sales to',
      'warehouse: get /stock records',
    ]);
  });

  it('none has a UUID in a path under a name that keeps its capitals', () => {
    const ids = all.filter((one) => one.in === 'path' && one.schema?.format === 'uuid');
    expect(ids).not.toEqual([]);
    expect(ids.filter(({ name }) => !name.endsWith('Id')).map(({ where }) => where)).toEqual([]);
  });
});
