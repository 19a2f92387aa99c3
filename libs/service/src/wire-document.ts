import type { OpenAPIObject } from '@nestjs/swagger';
import { JSON_TYPE, PATCH_TYPES } from './request-bodies.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Adds to a document what every route does, without a word of its controller. */
export function tellConventions({ paths }: OpenAPIObject): void {
  for (const path of Object.values(paths))
    for (const method of METHODS) if (path[method]) tellOf(path[method], method);
}

function tellOf(operation: Operation, method: (typeof METHODS)[number]): void {
  if (method === 'patch') tellPatchTypes(operation);
}

function tellPatchTypes({ requestBody }: Operation): void {
  if (!requestBody || '$ref' in requestBody) return;
  const json = requestBody.content[JSON_TYPE];
  if (json) requestBody.content = Object.fromEntries(PATCH_TYPES.map((type) => [type, json]));
}
