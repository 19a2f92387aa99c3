import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { choosy } from './fixtures/choosy.js';
import { things } from './fixtures/things.js';

/** The problem details of a status: which types, and further members. */
interface ProblemSchema {
  allOf: [{ $ref: string }, { properties: { type: { enum: string[] } } & Record<string, object> }];
}

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required?: boolean }[];
  summary: string;
  description: string;
  responses: Record<string, { headers: object; content?: Record<string, { schema: ProblemSchema }> }>;
  security?: object[];
  'x-internal'?: boolean;
}

/** Every object inside `value`, itself included. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

describe('the OpenAPI document', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let document: OpenAPIObject;
  let operations: [string, Operation][];
  const operation = (name: string) => operations.find(([id]) => id === name)?.[1] as Operation;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
    document = (await service.get('/openapi.json')).body;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, one]): [string, Operation] => [
        `${method} ${path}`,
        one as Operation,
      ]),
    );
  });
  afterAll(() => environment.close());

  it('has version 3.1, and names the version of the service', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'things', version: things.version });
  });

  it('is the same without starting the service', async () => {
    expect(await things.openApi()).toEqual(document);
  });

  it('has a correlation ID in every operation', () => {
    for (const [name, { parameters }] of operations) {
      expect([name, parameters.map((one) => one.name)]).toEqual([
        name,
        expect.arrayContaining(['x-correlation-id']),
      ]);
    }
  });

  it('has every route of the service and none for operators', () => {
    const names = operations.map(([name]) => name);
    expect(names).toContain('put /things/{thingId}');
    expect(names.filter((name) => /health|metrics|info$|docs|openapi/.test(name))).toEqual([]);
    expect(names).toHaveLength(15);
  });

  it('has one operation id for each operation', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('declares every parameter that is in a path, as required', () => {
    for (const [name, { parameters }] of operations) {
      const inPath = parameters
        .filter((one) => one.in === 'path')
        .map((one) => `${one.name} ${one.required}`);
      expect([name, inPath]).toEqual([
        name,
        [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `${parameter} true`),
      ]);
    }
  });

  it('requires what is refused when it is missing, and nothing else', async () => {
    const { parameters } = (await choosy.openApi()).paths['/some']!.get as Operation;
    expect(Object.fromEntries(parameters.map(({ name, required }) => [name, required]))).toEqual({
      of: true,
      least: false,
      like: false,
      'last-seen': false,
      'x-correlation-id': false,
    });
    const running = await environment.start(choosy);
    expect((await running.get('/some?of=a')).status).toBe(200);
    expect((await running.get('/some')).body.errors).toMatchObject([{ pointer: '/query/of' }]);
    expect(operation('put /things/{thingId}').parameters).toContainEqual(
      expect.objectContaining({ name: 'if-match', required: true }),
    );
    for (const one of [document, await choosy.openApi()])
      expect(JSON.stringify(one)).not.toContain('x-optional');
  });

  it('has no syntax of 3.0', () => {
    for (const one of objectsIn(document)) {
      expect(one).not.toHaveProperty('nullable');
      expect(typeof one.exclusiveMinimum).not.toBe('boolean');
      expect(typeof one.exclusiveMaximum).not.toBe('boolean');
    }
    expect(document.components?.schemas?.Part).toMatchObject({
      properties: { size: { exclusiveMinimum: 0 } },
    });
  });

  it('has no dangling reference, and no definitions inside a schema', () => {
    const refs = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    const known = Object.entries(document.components ?? {}).flatMap(([kind, named]) =>
      Object.keys(named as object).map((name) => `#/components/${kind}/${name}`),
    );
    expect(refs.filter((ref) => !known.includes(ref))).toEqual([]);
    for (const one of objectsIn(document)) {
      expect(one).not.toHaveProperty('$defs');
      expect(one).not.toHaveProperty('$schema');
    }
  });

  it('says which routes need a token', () => {
    expect(operation('get /things/{thingId}').security).toEqual([{ bearer: [] }]);
    expect(operation('post /things').security).toEqual([]);
    expect(document.components?.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
    });
  });

  /** What the document tells of the problems of an operation: the types of each status. */
  const problemsOf = (name: string) =>
    Object.fromEntries(
      Object.entries(operation(name).responses).flatMap(([status, { content }]) => {
        const schema = content?.['application/problem+json']?.schema;
        return schema
          ? [
              [
                status,
                schema.allOf[1].properties.type.enum.map((type) => type.replace('urn:troupe:problem:', '')),
              ],
            ]
          : [];
      }),
    );

  it('documents problem details for every operation', () => {
    for (const [name, { responses }] of operations) {
      const schema = responses.default?.content?.['application/problem+json']?.schema;
      expect([name, schema?.allOf[0].$ref]).toEqual([name, '#/components/schemas/Problem']);
    }
  });

  it('lists the problems that follow from what a route declares, by status', () => {
    expect(problemsOf('put /things/{thingId}')).toEqual({
      400: ['if-match-invalid', 'bad-request', 'invalid-input'],
      401: ['unauthenticated'],
      403: ['forbidden'],
      404: ['not-found'],
      406: ['not-acceptable'],
      412: ['if-match-weak', 'thing.changed'],
      413: ['payload-too-large'],
      415: ['unsupported-media-type'],
      428: ['precondition-required'],
      500: ['internal'],
      503: ['unavailable', 'peer-unavailable', 'full'],
      default: expect.arrayContaining(['no-such-path', 'method-not-allowed']),
    });
    expect(problemsOf('get /look')[429]).toEqual(['too-many-requests']);
    expect(Object.keys(problemsOf('get /text'))).toEqual(['400', '406', '500', '503', 'default']);
    const used = operation('get /refused').responses[409]?.content?.['application/problem+json']?.schema;
    expect(used?.allOf[1]).toMatchObject({ properties: { left: { type: 'integer' } }, required: ['left'] });
  });

  it('tells the headers of each answer', () => {
    const headers = (name: string, status: number | 'default') =>
      Object.keys(operation(name).responses[status]?.headers ?? {});
    expect(headers('get /things/{thingId}', 200)).toEqual(
      expect.arrayContaining(['ETag', 'Accept-Patch', 'X-Correlation-ID', 'X-Correlation-ID-Note']),
    );
    expect(headers('get /things/{thingId}', 304)).toEqual(expect.arrayContaining(['ETag', 'Accept-Patch']));
    expect(headers('patch /things/{thingId}', 415)).toContain('Accept-Patch');
    expect(headers('get /things/{thingId}', 401)).toContain('WWW-Authenticate');
    expect(headers('get /look', 200)).toEqual(expect.arrayContaining(['RateLimit', 'RateLimit-Policy']));
    expect(headers('get /look', 429)).toEqual(expect.arrayContaining(['Retry-After', 'RateLimit']));
    expect(headers('get /look', 400)).not.toContain('RateLimit');
    expect(headers('get /look', 'default')).toContain('Allow');
  });

  it('says what an operation does, who may call it, and how often', () => {
    expect(operation('get /things/{thingId}')).toMatchObject({
      operationId: 'getThing',
      summary: 'Read a thing',
    });
    expect(operation('get /things/{thingId}').description).toBe(
      'Things stay.\n\nCallers: the person whose id is `thingId`, the service `alpha`, operators.',
    );
    expect(operation('get /look').description).toContain(
      '3 per minute for each network address (`LOOKS_PER_MINUTE`)',
    );
    const internal = operations.filter(([, one]) => one['x-internal']).map(([name]) => name);
    expect(internal).toEqual(['get /for/services', 'get /for/operators']);
  });

  it('tells the default of a number in a query', () => {
    expect(operation('get /list').parameters).toContainEqual(
      expect.objectContaining({ name: 'limit', schema: expect.objectContaining({ default: 5 }) }),
    );
  });

  it('gives integers of answers no limits but their own', () => {
    for (const one of objectsIn(document.components))
      expect([one.minimum, one.maximum]).not.toContain(Number.MIN_SAFE_INTEGER);
    expect(document.components?.schemas?.Thing).toMatchObject({
      properties: { version: { type: 'integer' } },
    });
  });

  it('describes what the service answers', async () => {
    const ajv = addFormats.default(new Ajv2020.default({ strict: false })).addSchema(document, 'service');
    const fits = (name: string, body: unknown) => {
      const check = ajv.compile({ $ref: `service#/components/schemas/${name}` });
      expect([name, check(body), check.errors]).toEqual([name, true, null]);
    };
    const order = { label: 'a', parts: [{ label: 'b', size: 1 }], about: null };
    fits('ThingOrder', order);
    fits('Thing', (await service.post('/things', order)).body);
    fits('Problem', (await service.post('/things', {})).body);
    fits('Problem', (await service.get('/broken')).body);
    for (const name of Object.keys(document.components?.schemas ?? {})) {
      ajv.compile({ $ref: `service#/components/schemas/${name}` });
    }
  });

  it('lets answers gain fields, and bodies of strangers none', () => {
    const { Thing, Problem, ThingOrder, ThingChange } = document.components?.schemas ?? {};
    for (const one of objectsIn([Thing, Problem])) expect(one.additionalProperties).toBeUndefined();
    for (const one of [ThingOrder, ThingChange]) expect(one).toHaveProperty('additionalProperties', false);
  });

  it('is shown as a page to try it, and as YAML', async () => {
    const page = await service.get('/docs', { headers: { accept: 'text/html' } });
    expect(page).toMatchObject({
      status: 200,
      body: expect.stringContaining('<title>API of things</title>'),
    });
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const files = [...page.body.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file as string);
    expect(files).toHaveLength(4);
    for (const file of files) expect([file, (await service.get(`/${file}`)).status]).toEqual([file, 200]);
    expect((await service.get('/openapi.yaml')).body).toMatch(/^openapi: 3\.1\.0/);
  });

  it('leads from each problem to its page, which anyone may read', async () => {
    const { responses } = operation('get /things/{thingId}');
    expect(responses[404]).toMatchObject({
      description: expect.stringContaining('[`not-found`](/problems/not-found)'),
      headers: { Link: expect.anything() },
    });
    const refused = await service.get(`/things/${crypto.randomUUID()}`, { as: { operator: 'o1' } });
    expect(refused.headers.get('link')).toBe('</problems/not-found>; rel="help"');
    const page = await service.get('/problems/not-found', { headers: { accept: 'text/html' } });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<h1>not-found</h1>') });
    expect(page.body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page.body).toContain('GET /things/{thingId}');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+'; img-src data:;/,
    );
  });

  it('has those pages in JSON too, and refuses what is none', async () => {
    const get = (path: string, accept: string) => service.get(path, { headers: { accept } });
    const { body } = await get('/problems/thing.used-up', 'application/json');
    expect(body).toMatchObject({
      type: 'urn:troupe:problem:thing.used-up',
      status: 409,
      example: { left: 1, title: 'Conflict' },
      operations: expect.any(Array),
    });
    const codes = (await get('/problems', 'application/json')).body.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['bad-request', 'hospital.erased', 'thing.used-up']));
    expect((await get('/problems', '*/*')).body).toContain('<a href="/problems/thing.used-up">');
    expect(await get('/problems/thing.unheard', '*/*')).toMatchObject({
      status: 404,
      body: { type: 'urn:troupe:problem:not-found' },
    });
    expect(await get('/problems/not-found', 'image/png')).toMatchObject({ status: 406 });
  });
});
