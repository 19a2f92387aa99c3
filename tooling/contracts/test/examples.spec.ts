import { discoverServices } from '#libs/service';
import { type Pact, PACTS, readPacts } from '#tooling/pacts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAt } from '../src/documents/catalogue.js';
import { type HttpOperation, isPublic, type OpenApi, operationsOf } from '../src/documents/document.js';
import { checkExamples, placesOf, withExamples } from '../src/documents/examples.js';
import { documentsOf } from '../src/documents/files.js';
import { PUBLIC_API } from '../src/documents/public-api.js';

const ROOT = join(import.meta.dirname, '../../..');
/** A text in JSON that is a path or a URL. */
const ADDRESS = /"(?:https?:\/\/|\/)[^"]*"/g;
const LAMP_ID = '0198c0de-0000-7000-8000-00000000000a';

const room = { type: 'string', maxLength: 9 };
const lamp = {
  type: 'object',
  required: ['room'],
  properties: {
    lampId: { type: 'string', format: 'uuid' },
    room,
    watts: { type: 'integer', minimum: 5 },
    colour: { anyOf: [{ type: 'null' }, { type: 'string', enum: ['red', 'green'] }] },
  },
};
const json = (schema: object, type = 'application/json') => ({ content: { [type]: { schema } } });
const put = (schema: object = lamp, more: object = {}): HttpOperation => ({
  operationId: 'putLamp',
  parameters: [{ name: 'lampId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  requestBody: json(schema),
  responses: { 200: json(schema), 404: json({ type: 'object' }, 'application/problem+json') },
  'x-access': { public: true },
  ...more,
});
const documentOf = (operation: HttpOperation): OpenApi => ({
  openapi: '3.1.0',
  info: { title: 'lamps', version: '1' },
  paths: { '/lamps/{lampId}': { put: operation } },
});
const body = (content: unknown) => ({ content, contentType: 'application/json' });
/** A pact in which `night` puts a lamp, and `day` hears of another one. */
const pacts = [
  {
    consumer: { name: 'day' },
    provider: { name: 'lamps' },
    interactions: [
      {
        type: 'Asynchronous/Messages',
        description: 'lit',
        contents: body({ room: 'a hall that is too long', lamps: [{ room: 'hall' }] }),
        metadata: {},
      },
    ],
  },
] as unknown as Pact[];
const agreed = [
  {
    consumer: { name: 'night' },
    provider: { name: 'lamps' },
    interactions: [
      {
        type: 'Synchronous/HTTP',
        description: 'a lamp',
        request: { method: 'PUT', path: `/lamps/${LAMP_ID}`, body: body({ room: 'attic', watts: 40 }) },
        response: { status: 200, body: body({ watts: 60, colour: null }) },
      },
    ],
  },
] as unknown as Pact[];

/** The examples of the one operation: of its parameter, its body and its answer. */
function examplesOf(operation: HttpOperation, some: Pact[]): unknown[] {
  const [{ paths }] = withExamples([documentOf(operation)], some) as [OpenApi];
  return placesOf(paths['/lamps/{lampId}']!.put!).map(([, { example }]) => example);
}

describe('the examples of an operation', () => {
  it('are those of a pact, with the rest of an answer that the consumer does not read', () => {
    expect(examplesOf(put(), [...pacts, ...agreed])).toEqual([
      LAMP_ID,
      { room: 'attic', watts: 40 },
      { lampId: LAMP_ID, room: 'hall', watts: 60, colour: null },
    ]);
  });

  it('have, without a pact, what fields of their names have in other pacts, if it fits', () => {
    expect(examplesOf(put(), pacts)[1]).toEqual({ room: 'hall' });
  });

  it('are declared, or follow from formats, lists of values and limits', () => {
    const properties = { ...lamp.properties, room: { ...room, example: 'cellar' } };
    const [lampId, sent, answered] = examplesOf(put({ ...lamp, properties }), []);
    expect(sent).toEqual({ room: 'cellar' });
    expect(answered).toEqual({ lampId, room: 'cellar', watts: 5, colour: 'red' });
  });

  it.each([
    ['nothing tells what a text holds', put(), [], '200 application/json (room)'],
    [
      'callers send a text with a pattern, which pages would make up',
      put({ ...lamp, properties: { room: { ...room, pattern: '^h' } } }),
      pacts,
      'the body application/json (room)',
    ],
  ])('are demanded where %s', (_, operation, some, place) => {
    const told = withExamples([documentOf(operation)], some);
    expect(() => checkExamples(told)).toThrow(`lamps: PUT /lamps/{lampId} needs an example of ${place}`);
    expect(() => checkExamples(told)).toThrow("z.string().meta({ example: 'Leeds' })");
  });

  it('leave out what an answer may be without and nothing tells', () => {
    const optional = { ...lamp, required: ['watts'] };
    expect(examplesOf(put(optional), [])[2]).toEqual({ lampId: expect.any(String), watts: 5, colour: 'red' });
  });

  it('are of a whole that an answer declares, and not mixed with what a pact has of it', () => {
    const whole = { lampId: LAMP_ID, room: 'cellar' };
    const [, sent, answered] = examplesOf(put({ ...lamp, example: whole }), [...pacts, ...agreed]);
    expect(sent).toEqual({ room: 'attic', watts: 40 });
    expect(answered).toEqual(whole);
  });

  it('are not demanded of what only services call', () => {
    const inside = put(lamp, { 'x-access': { services: ['night'] } });
    expect(() => checkExamples(withExamples([documentOf(inside)], []))).not.toThrow();
  });
});

describe('the documents of this platform', () => {
  let documents: OpenApi[];
  const all = readPacts(join(ROOT, PACTS));
  beforeAll(async () => {
    const services = await Promise.all((await discoverServices()).map(documentsOf));
    documents = withExamples(
      services.map(({ openApi }) => openApi),
      all,
    );
  });

  it('have an example of everything that the public sends and gets, N of N, which fits', () => {
    const ajv = addFormats.default(new Ajv2020.default({ strict: false }));
    const places = documents.flatMap((document) =>
      operationsOf(document)
        .filter(([, one]) => isPublic(one))
        .flatMap(([name, operation]) =>
          placesOf(operation).map(([place, { schema, example }]) => {
            const fits = ajv.validate({ ...schema, components: document.components }, example);
            return { name: `${document.info.title}: ${name}: ${place}`, fits: example !== undefined && fits };
          }),
        ),
    );
    const well = places.filter(({ fits }) => fits);
    process.stdout.write(`examples of the public API that fit: ${well.length} of ${places.length}\n`);
    expect(places.filter(({ fits }) => !fits)).toEqual([]);
  });

  it('have addresses of the public API alone', () => {
    const document = JSON.parse(readFileSync(join(ROOT, PUBLIC_API), 'utf8')) as OpenApi;
    const told = operationsOf(document).flatMap(([, operation]) =>
      placesOf(operation).map(([, { example }]) => JSON.stringify(example)),
    );
    const addresses = told.flatMap((example) => example?.match(ADDRESS) ?? []);
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((one) => !one.startsWith('"https://shop.example/api'))).toEqual([]);
  });

  it('have an example of a body where a pact sends one', () => {
    const sent = all.flatMap(({ provider, interactions }) =>
      interactions.flatMap((one) =>
        one.type === 'Synchronous/HTTP' && one.request.body
          ? [{ provider: provider.name, ...one.request }]
          : [],
      ),
    );
    expect(sent.length).toBeGreaterThan(0);
    for (const { provider, method, path } of sent) {
      const document = documents.find(({ info }) => info.title === provider)!;
      const [name, operation] = operationsOf(document).find(([one]) => isAt(one, `${method} ${path}`))!;
      const bodies = Object.values(operation.requestBody?.content ?? {}).map(({ example }) => example);
      expect([name, ...bodies]).toEqual([name, ...bodies.map(() => expect.anything())]);
    }
  });
});
