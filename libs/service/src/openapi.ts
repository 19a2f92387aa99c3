import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CORRELATION_ID as VALID } from '#libs/telemetry';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { serveDocsPage } from './docs-page.js';
import { describePages } from './paging.js';
import { tellConventions } from './wire-document.js';

/** The problem details that every operation can answer with (RFC 9457). */
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'correlationId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
};

/** The header that every operation takes. */
const CORRELATION_ID = {
  name: 'x-correlation-id',
  in: 'header',
  required: false,
  description:
    'The business process that the request belongs to. A request without a valid one begins a new one, and ' +
    '`X-Correlation-ID-Note` in the answer says when the one that was sent is not valid.',
  schema: { type: 'string', pattern: VALID.source },
};

/** How a caller shows who it is. */
const BEARER = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'An access token of the platform’s issuer. A person gets one with an address and a password by `POST /sessions`, a service with its secret by `POST /oauth/token`.',
} as const;

/** Marks the schema of a parameter that may be missing, until the document is complete. */
const OPTIONAL = 'x-optional';

/** Whether a schema accepts that its value is missing. */
function admitsNothing(schema: z.ZodType): boolean {
  const result = schema['~standard'].validate(undefined);
  return !(result instanceof Promise) && !result.issues;
}

type Body = NonNullable<(OpenAPIObject['paths'][string]['post'] & object)['requestBody']>;
type Parameter = NonNullable<OpenAPIObject['paths'][string]['get'] & object>['parameters'] & object;

/**
 * A parameter as required as its schema says. Nest's pipes do not see headers, so one without a description of its own is
 * never refused; OpenAPI has no parameter for `Authorization`, which is in `security`.
 */
function requiredIfRefused(parameter: Parameter[number]): Parameter {
  if ('$ref' in parameter) return [parameter];
  if (parameter.in === 'header') {
    if (parameter.name.toLowerCase() === 'authorization') return [];
    return [parameter.description ? parameter : { ...parameter, required: false }];
  }
  const { [OPTIONAL]: isOptional, ...schema } = (parameter.schema ?? {}) as Record<string, unknown>;
  return [{ ...parameter, schema, ...(isOptional === true && { required: false }) }];
}

/** A body as required as its schema says. */
function requireBodyIfRefused(body: Body): void {
  if ('$ref' in body) return;
  for (const { schema } of Object.values(body.content)) {
    const marked = schema as Record<string, unknown> | undefined;
    if (marked?.[OPTIONAL]) body.required = false;
    delete marked?.[OPTIONAL];
  }
}

/** A service's OpenAPI 3.1 document, from its decorators and schemas. */
export function openApi(app: NestFastifyApplication, service: string, version: string): OpenAPIObject {
  const checkSame = sameSchemas(service);
  const builder = new DocumentBuilder().setTitle(service).setVersion(version).addBearerAuth(BEARER);
  const document = SwaggerModule.createDocument(app, builder.setOpenAPIVersion('3.1.0').build(), {
    operationIdFactory: (_controller, method, version = '') => `${method}${version.toUpperCase()}`,
    // The built-in conversion writes 3.0 numbers (exclusiveMinimum: true) into a 3.1 document.
    standardSchemaConverter: (schema, { schemaType }) => {
      const json = z.toJSONSchema(schema as z.ZodType, {
        io: schemaType,
        target: 'draft-2020-12',
        unrepresentable: 'any',
        // Answers may gain fields, so their schema must not forbid further ones; what allows all of them says nothing.
        override: ({ jsonSchema }) =>
          void (
            (schemaType === 'output' || isDeepStrictEqual(jsonSchema.additionalProperties, {})) &&
            delete jsonSchema.additionalProperties
          ),
      });
      const { $schema: _, $defs, ...rest } = json;
      if (schemaType === 'input' && admitsNothing(schema as z.ZodType)) rest[OPTIONAL] = true;
      for (const [id, one] of Object.entries({ ...$defs, ...(rest.id && { [rest.id]: rest }) }))
        checkSame(id, one);
      return { schema: rest as never, components: ($defs ?? {}) as never };
    },
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM as never },
  };
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      if (typeof operation !== 'object' || !('responses' in operation)) continue;
      operation.parameters = [...(operation.parameters ?? []).flatMap(requiredIfRefused), CORRELATION_ID];
      describePages(operation);
      if (operation.requestBody) requireBodyIfRefused(operation.requestBody);
      operation.responses.default = {
        description: 'Problem details',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  tellConventions(document);
  return document;
}

/** Refuses two schemas of one id: the document would have the later one in both places. */
function sameSchemas(service: string) {
  const known = new Map<string, string>();
  return (id: string, { id: _id, ...schema }: { id?: string }) => {
    const text = JSON.stringify(schema);
    if ((known.get(id) ?? text) !== text)
      throw new Error(
        `The document of ${service} has two schemas "${id}", such as one for requests and one for answers: give one of them another id with .meta({ id }).`,
      );
    known.set(id, text);
  };
}

/** Serves the document at `/openapi.json`, and a page to try the API at `/docs`. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    ui: false,
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
  serveDocsPage(app.getHttpAdapter().getInstance(), document);
}
