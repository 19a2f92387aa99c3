/** A body, with the example that the document has of each. */
export interface Media {
  example?: unknown;
}

export interface Operation {
  operationId: string;
  summary?: string;
  deprecated?: boolean;
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; example?: unknown }[];
  requestBody?: { content: Record<string, Media> };
  responses?: Record<string, { content?: Record<string, Media> }>;
}

/** The public OpenAPI document, as far as requests follow from it. */
export interface PublicApi {
  info: { version: string };
  servers?: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

export const FORM = 'application/x-www-form-urlencoded';
const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete']);

/** An operation with its place. */
export interface Placed {
  method: string;
  path: string;
  operation: Operation;
}

/** The operations that a new client uses. */
export const operationsOf = ({ paths }: PublicApi): Placed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method, { deprecated }]) => METHODS.has(method) && !deprecated)
      .map(([method, operation]) => ({ method, path, operation })),
  );

/** The paths whose bodies are forms, and nothing else. */
export const formPathsOf = (api: PublicApi): string[] =>
  operationsOf(api)
    .filter(({ operation }) => Object.keys(operation.requestBody?.content ?? {}).join() === FORM)
    .map(({ path }) => path);
