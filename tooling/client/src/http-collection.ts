/** A schema, as far as an example follows from it. */
interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  examples?: unknown[];
  format?: string;
  minimum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

interface Operation {
  operationId: string;
  summary?: string;
  deprecated?: boolean;
  security?: Record<string, string[]>[];
  requestBody?: { content: Record<string, Media> };
}

/** The public OpenAPI document, as far as requests follow from it. */
export interface PublicApi {
  info: { version: string };
  servers?: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const FORM = 'application/x-www-form-urlencoded';
const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete']);

/**
 * Every operation of the public API as a request that editors send, in the format of JetBrains' HTTP Client and of VS Code's
 * REST Client. The variables are at the top.
 */
export function httpCollection(api: PublicApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      METHODS.has(method) && !operation.deprecated ? [requestOf(api, method, path, operation)] : [],
    ),
  );
  const names = new Set(operations.join().match(/(?<=\{\{)\w+(?=\}\})/g));
  names.delete('baseUrl');
  const variables = [
    `@baseUrl = ${api.servers?.[0]?.url ?? ''}`,
    ...[...names].sort().map((name) => `@${name} = `),
  ];
  return `# Written by npm run generate from contracts/openapi/public.json. Fill in the variables as you get them.\n${[variables.join('\n'), ...operations].join('\n\n')}\n`;
}

function requestOf(api: PublicApi, method: string, path: string, operation: Operation): string {
  const { operationId, summary = operationId, security = [], requestBody } = operation;
  const url = `{{baseUrl}}${path.replaceAll(/\{(\w+)\}/g, '{{$1}}')}`;
  const schemes = security.flatMap((one) => Object.keys(one));
  const authorization = schemes.some((scheme) => /basic|client/i.test(scheme))
    ? ['authorization: Basic {{clientId}} {{clientSecret}}']
    : schemes.length
      ? ['authorization: Bearer {{accessToken}}']
      : [];
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const headers = [...authorization, ...(type ? [`content-type: ${type}`] : [])];
  const body = type && media ? ['', bodyOf(api, type, media)] : [];
  return [
    `### ${summary}`,
    `# @name ${operationId}`,
    `${method.toUpperCase()} ${url}`,
    ...headers,
    ...body,
  ].join('\n');
}

function bodyOf(api: PublicApi, type: string, { schema = {}, example, examples = {} }: Media): string {
  const value = example ?? Object.values(examples)[0]?.value ?? exampleOf(api, schema);
  if (type !== FORM) return JSON.stringify(value, null, 2);
  return new URLSearchParams(value as Record<string, string>).toString();
}

/** A value that fits a schema, from its own example where it has one. */
function exampleOf(api: PublicApi, schema: Schema): unknown {
  if (schema.$ref) return exampleOf(api, referenced(api, schema.$ref));
  const given = schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const choice = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (choice) return exampleOf(api, choice);
  if (schema.properties) {
    const { properties, required = Object.keys(properties) } = schema;
    return Object.fromEntries(
      required.flatMap((name) => (properties[name] ? [[name, exampleOf(api, properties[name])]] : [])),
    );
  }
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array') return [];
  return 'text';
}

const referenced = ({ components }: PublicApi, reference: string): Schema =>
  components?.schemas?.[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
