import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenApi, operationsOf } from './document.js';
import { PUBLIC_API } from './public-api.js';

/** The operations of the public API of a checkout, as `GET /api/things`, by the service that answers them. */
export function publicOperations(root: string): Record<string, string[]> {
  const document = JSON.parse(readFileSync(join(root, PUBLIC_API), 'utf8')) as OpenApi;
  const byService = Map.groupBy(operationsOf(document), ([, operation]) => operation['x-service'] ?? '');
  return Object.fromEntries([...byService].map(([service, all]) => [service, all.map(([name]) => name)]));
}
