import type { GeneratedFiles } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { formPathsOf, type PublicApi } from './api.js';
import { httpCollection } from './http-collection.js';

/** The package of the typed client. */
export const CLIENT = 'contracts/client';
/** What its code needs at run time, in the version with which it is tested. */
const NEEDED = 'openapi-fetch';

/**
 * The generated files of the typed client: the types of the public API, which bodies are forms, the requests as an editor sends them, and the package
 * in the version of the document.
 * @param document the public OpenAPI document
 */
export async function clientFiles(document: string, root: string): Promise<GeneratedFiles> {
  const api = JSON.parse(document) as PublicApi;
  const { devDependencies = {}, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies?: Record<string, string>;
    license: string;
  };
  const types = await openapiTypes(api as unknown as Parameters<typeof openapiTypes>[0]);
  const description = {
    name: 'troupe-client',
    version: api.info.version,
    description: 'A typed client of the public API of Troupe',
    license,
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['index.js', 'index.d.ts', 'forms.js', 'openapi.d.ts', 'tour.ts', 'requests.http'],
    dependencies: { [NEEDED]: devDependencies[NEEDED] },
  };
  return {
    texts: {
      [`${CLIENT}/package.json`]: `${JSON.stringify(description, null, 2)}\n`,
      [`${CLIENT}/openapi.d.ts`]: `/** Written by npm run generate from contracts/openapi/public.json. */\n${astToString(types)}`,
      [`${CLIENT}/forms.js`]: formsOf(api),
      [`${CLIENT}/requests.http`]: httpCollection(api),
    },
  };
}

const formsOf = (api: PublicApi): string =>
  `/** The paths that take forms. Written by npm run generate from contracts/openapi/public.json. */
export const FORMS = [
${formPathsOf(api)
  .map((path) => `  '${path}',\n`)
  .join('')}];
`;
