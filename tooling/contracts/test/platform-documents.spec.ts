import { beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { discoverServices, type Service } from '#libs/service';
import { globSync, readFileSync } from 'node:fs';
import { type HttpOperation, type OpenApi, operationsOf, strayRefs } from '../src/documents/document.js';
import { documentsOf, passingOnOf } from '../src/documents/files.js';
import { checkLinks } from '../src/documents/links.js';
import { type Documents } from '../src/documents/pact-proof.js';
import { platformEvents } from '../src/documents/platform-events.js';
import { publicApi } from '../src/documents/public-api.js';

const VERSION = '7.0.0';

describe('the documents of this platform', () => {
  let documents: Documents[];
  let services: Service[];
  const api = () =>
    publicApi(
      documents.map(({ openApi }) => openApi),
      VERSION,
      passingOnOf(services),
    );
  const events = () =>
    platformEvents(
      documents.map(({ asyncApi }) => asyncApi),
      VERSION,
    );

  beforeAll(async () => {
    services = await discoverServices();
    documents = await Promise.all(services.map(documentsOf));
  });

  it('have every public operation of every service once, and no other', () => {
    const open = documents.flatMap(({ openApi }) =>
      operationsOf(openApi)
        .filter(([, { 'x-access': rule = {} }]) => rule.public || rule.subject || rule.person)
        .map(([name]) => `${openApi.info.title}: ${name}`),
    );
    const told = operationsOf(api()).map(([name, { 'x-service': service, 'x-upstream-path': renamed }]) => {
      const [method = '', path = ''] = name.split(' ');
      return `${service}: ${method} ${renamed ?? path.replace('/api', '')}`;
    });
    process.stdout.write(`public operations: ${told.length} of ${open.length}\n`);
    expect(told.length).toBeGreaterThan(0);
    expect(told.toSorted()).toEqual(open.toSorted());
  });

  it('have every problem of the gateway in every operation, with its headers', () => {
    const sources = globSync('apps/gateway/src/*.ts').map((file) => readFileSync(file, 'utf8'));
    const codes = sources.flatMap((text) =>
      [...text.matchAll(/problemType\(\{\s*code: '([^']+)'/g)].map(([, code]) => code),
    );
    expect(codes.length).toBe(sources.join('').split('problemType({').length - 1);
    expect(passingOnOf(services).map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    expect(codes.length).toBeGreaterThan(0);
    for (const [name, { responses }] of operationsOf(api()))
      for (const { type, status, retries, members } of passingOnOf(services)) {
        const { content = {}, headers = {} } = responses[status] ?? {};
        const text = JSON.stringify(content['application/problem+json']);
        expect([name, text]).toEqual([name, expect.stringContaining(`"${type}"`)]);
        for (const member of Object.keys(members)) expect(text).toContain(`"${member}"`);
        expect(Object.keys(headers)).toEqual(
          expect.arrayContaining(['Link', 'X-Correlation-ID', ...(retries ? ['Retry-After'] : [])]),
        );
      }
  });

  it('name no caller inside the platform', () => {
    for (const [, { 'x-access': rule = {} }] of operationsOf(api())) {
      expect(rule).not.toHaveProperty('services');
      expect(rule).not.toHaveProperty('role');
    }
  });

  it('name public paths in their texts', () => {
    const document = api();
    expect(document.components?.securitySchemes).toMatchObject({
      bearer: { description: expect.stringContaining('`POST /api/sessions`') },
    });
    const named = [...JSON.stringify(document).matchAll(/`(?:[A-Z]+ )?(\/[^`\s]*)`/g)].map(
      ([, path]) => path,
    );
    expect(named.filter((path) => `/api${path}` in document.paths)).toEqual([]);
  });

  it('have every event that a service publishes once, with its consumers', () => {
    const of = (action: string) =>
      documents.flatMap(({ asyncApi: { operations, info } }) =>
        Object.entries(operations).flatMap(([type, one]) =>
          one.action === action ? [`${info.title}: ${type}`] : [],
        ),
      );
    const { operations } = events();
    const told = Object.entries(operations);
    expect(told.map(([type, one]) => `${one['x-service']}: ${type}`).toSorted()).toEqual(
      of('send').toSorted(),
    );
    const consumed = told.flatMap(([type, one]) => one['x-consumers']!.map((name) => `${name}: ${type}`));
    expect(consumed.toSorted()).toEqual(of('receive').toSorted());
  });

  it('lead from each answer to what can be read with its ids', () => {
    const operations = new Map(operationsOf(api()).map(([, one]) => [one.operationId, one]));
    const made = [...operations.values()].flatMap(({ responses, deprecated }) =>
      'Location' in (responses['201']?.headers ?? {}) && !deprecated ? [responses['201']!] : [],
    );
    const links = [...operations.values()].flatMap(({ responses }) =>
      Object.values(responses).flatMap((one) => Object.values(one.links ?? {})),
    );
    const well = made.filter((one) => one.links);
    process.stdout.write(`answers with Location that link to a read: ${well.length} of ${made.length}\n`);
    expect(made.length).toBeGreaterThan(0);
    expect(well).toHaveLength(made.length);
    for (const { operationId, parameters } of links) {
      const known = operations.get(operationId)?.parameters?.map(({ name }) => name);
      expect([operationId, known]).toEqual([operationId, expect.arrayContaining(Object.keys(parameters))]);
    }
    expect(operations.get('signUpCustomer')?.responses['201']?.links).toMatchObject({
      getAccount: { parameters: { customerId: '$response.body#/customerId' } },
    });
  });

  it('say of each group of operations what it is for', () => {
    const { tags = [] } = api() as { tags?: { name: string; description?: string }[] };
    for (const { name, description = '' } of tags)
      expect([name, description]).toEqual([name, expect.stringMatching(/^[A-Z](?!he operations of).*\.$/s)]);
    expect(tags).toContainEqual({ name: 'Points', description: 'What customers collect and redeem.' });
    expect(JSON.stringify(api())).not.toContain('x-group');
  });

  it('are valid, lead somewhere, and are the same each time', async () => {
    expect(await new Validator().validate({ ...api() })).toEqual({ valid: true });
    expect([...strayRefs(api()), ...strayRefs(events())]).toEqual([]);
    expect(JSON.stringify([api(), events()])).toBe(JSON.stringify([api(), events()]));
    expect([api().info.version, events().info.version]).toEqual([VERSION, VERSION]);
  });
});

describe('a public document', () => {
  const answer = (schema: string): HttpOperation['responses'] => ({
    200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } },
  });
  const lamp: HttpOperation = {
    operationId: 'getLamp',
    responses: answer('Lamp'),
    'x-access': { public: true },
  };
  const of = (title: string, paths: OpenApi['paths'], components?: OpenApi['components']): OpenApi => ({
    openapi: '3.1.0',
    info: { title, version: '1' },
    paths,
    ...(components && { components }),
  });
  const Lamp = { type: 'object', properties: { room: { $ref: '#/components/schemas/Room' } } };
  const lamps = of(
    'night-lamps',
    { '/lamps': { get: lamp } },
    { schemas: { Lamp, Room: { type: 'string' } } },
  );
  const halls = (room: object, more: object = {}) =>
    of(
      'halls',
      { '/halls': { get: { ...lamp, operationId: 'getHall', ...more } } },
      {
        schemas: { Lamp, Room: room },
        securitySchemes: { bearer: { type: 'http' }, basic: { type: 'http' } },
      },
    );

  it('keeps a name that means the same in all services', () => {
    const { components } = publicApi([lamps, halls({ type: 'string' })], VERSION);
    expect(components).toEqual({ schemas: { Lamp, Room: { type: 'string' } } });
  });

  it('tells apart what one name means in two services, and what refers to it', () => {
    const { paths, components } = publicApi([lamps, halls({ type: 'integer' })], VERSION);
    expect(Object.keys(components?.schemas ?? {}).toSorted()).toEqual([
      'HallsLamp',
      'HallsRoom',
      'NightLampsLamp',
      'NightLampsRoom',
    ]);
    expect(paths['/api/lamps']?.get?.responses).toEqual(answer('NightLampsLamp'));
    expect(components?.schemas?.HallsLamp).toEqual({
      type: 'object',
      properties: { room: { $ref: '#/components/schemas/HallsRoom' } },
    });
  });

  it('has the schemes of security that its operations require, and no others', () => {
    const { components } = publicApi([halls({}, { security: [{ bearer: [] }] })], VERSION);
    expect(components?.securitySchemes).toEqual({ bearer: { type: 'http' } });
  });

  it('leaves out what only services and operators may call, with what only that needs', () => {
    const inside = { ...lamp, 'x-access': { services: ['halls'], role: 'operator' as const } };
    expect(
      publicApi([of('lamps', { '/lamps': { get: inside } }, { schemas: { Lamp } })], VERSION),
    ).toMatchObject({
      paths: {},
      components: {},
    });
  });

  it('names the front page of a service after it', () => {
    const { paths } = publicApi([of('halls', { '/': { get: { ...lamp, responses: {} } } })], VERSION);
    expect(Object.keys(paths)).toEqual(['/api/halls']);
  });

  describe('with links', () => {
    const read = (...properties: string[]) => ({
      content: {
        'application/json': {
          schema: { type: 'object', properties: Object.fromEntries(properties.map((name) => [name, {}])) },
        },
      },
    });
    const getLamp = { ...lamp, summary: 'Read a lamp', responses: { 200: read('lampId', 'roomId') } };
    const of = (answer: object, path = '/lamps') =>
      publicApi(
        [
          {
            ...lamps,
            paths: {
              [path]: { post: { ...lamp, operationId: 'makeLamp', responses: { 201: answer } } },
              '/rooms/{roomId}/lamps/{lampId}': { get: getLamp },
            },
          },
        ],
        VERSION,
      );
    const linksOf = (answer: object, path?: string) =>
      of(answer, path).paths[`/api${path ?? '/lamps'}`]?.post?.responses['201']?.links;

    it('takes ids from the answer, from its lists and from the path of the request', () => {
      const [lampId, roomId] = ['$response.body#/lampId', '$response.body#/roomId'];
      const link = (parameters: object) => ({
        getLamp: { operationId: 'getLamp', description: 'Read a lamp', parameters },
      });
      expect(linksOf(read('lampId', 'roomId'))).toEqual(link({ roomId, lampId }));
      expect(linksOf(read('lampId'), '/rooms/{roomId}')).toEqual(
        link({ roomId: '$request.path.roomId', lampId }),
      );
      expect(linksOf(read('lampId'))).toBeUndefined();
    });

    it('refuses a Location that no id in the answer leads to', () => {
      const headers = { Location: {} };
      expect(() => checkLinks(of({ ...read('lampId', 'roomId'), headers }))).not.toThrow();
      expect(() => checkLinks(of({ ...read('lampId'), headers }))).toThrow(
        'POST /api/lamps answers with Location, but no link leads to a read: give the answer the id',
      );
    });
  });

  it('refuses two owners of a path, or of an operationId', () => {
    const other = of('halls', { '/lamps': { get: lamp } });
    expect(() => publicApi([of('lamps', { '/lamps': { get: lamp } }), other], VERSION)).toThrow(
      'The public API cannot have twice GET /api/lamps of lamps and halls: rename all but one.',
    );
    expect(() => publicApi([of('lamps', { '/light': { get: lamp } }), other], VERSION)).toThrow(
      'twice the operationId getLamp of lamps and halls',
    );
  });
});
