import { BROKER_URL_FORMS, heard, said } from '#libs/messaging';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { discoverServices } from '#libs/service';
import { asyncApi } from '../src/documents/asyncapi.js';
import { eventsIn, picture, unneededIn, unreadOf, unusedIn } from '../src/documents/catalogue.js';
import {
  type AsyncApi,
  type Described,
  type HttpOperation,
  type OpenApi,
  strayRefs,
} from '../src/documents/document.js';
import { documentFiles, documentsOf } from '../src/documents/files.js';
import { type Documents, proofs } from '../src/documents/pact-proof.js';
import { type HttpInteraction, type Pact, readPacts } from '#tooling/pacts';
import { type GeneratedFiles, staleFiles, writeFiles } from '#tooling/platform';

const ROOT = join(import.meta.dirname, '../../..');

const Lamp = z.object({ lampId: z.uuid(), room: z.string(), watts: z.int().nullable() }).meta({ id: 'Lamp' });
const Lit = z.object({
  lamp: Lamp,
  colours: z.array(z.enum(['red', 'green'])),
  mood: z.string().meta({ deprecated: true }),
});
const service = (name: string, events: object, settings: object = {}) =>
  ({
    name,
    owner: 'lighting',
    events: { said: [], heard: [], effects: [], ...events },
    settings,
  }) as unknown as Described;
const lamps = service('lamps', {
  said: [
    said('lamp.lit.v1', Lit.extend({ lampId: z.uuid() }), { subject: 'lampId' }),
    said('lamp.out.v1', z.object({ lampId: z.uuid() }).meta({ deprecated: true }), { subject: 'lampId' }),
  ],
});
const night = service(
  'night',
  {
    heard: [
      heard('lamp.lit.v1', z.object({ lamp: Lamp.pick({ room: true }), colours: z.array(z.string()) }), {
        from: 'lamps',
      }),
    ],
  },
  { LAMPS_URL: { peer: 'lamps' }, MOON_URL: { outside: 'moon' } },
);

const openApi: OpenApi = {
  openapi: '3.1.0',
  info: { title: 'lamps', version: '1' },
  paths: {
    '/lamps/{lampId}': {
      get: {
        operationId: 'getLamp',
        summary: 'Read a lamp',
        parameters: [
          {
            name: 'lampId',
            in: 'path',
            description: 'The id of the lamp',
            required: true,
            schema: { type: 'string' },
            example: '7',
          },
        ],
        responses: {
          200: {
            content: {
              'application/json': {
                schema: { type: 'object', properties: { watts: { type: 'integer' } }, required: ['watts'] },
              },
            },
          },
        },
        'x-access': { services: ['night'], subject: 'lampId' },
      },
    },
  },
};
const documents: Documents = { openApi, asyncApi: asyncApi(lamps, '1') };

/** A pact as another tool might have written it. */
const look = (path: string, watts: unknown): HttpInteraction => ({
  type: 'Synchronous/HTTP',
  description: 'a look',
  request: { method: 'GET', path },
  response: {
    status: 200,
    headers: { 'Content-Type': ['application/json'] },
    body: { content: { watts }, contentType: 'application/json' },
  },
});
const pact = (...interactions: Pact['interactions']): Pact =>
  ({
    consumer: { name: 'night' },
    provider: { name: 'lamps' },
    interactions,
    metadata: { pactSpecification: { version: '4.0' } },
  }) as Pact;

/** By the official schema of AsyncAPI 3.1. */
function asyncApiCheck() {
  const file = fileURLToPath(import.meta.resolve('@asyncapi/specs/schemas/3.1.0-without-$id.json'));
  const ajv = addFormats.default(new Ajv.default({ strict: false }));
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

const isAsyncApi = asyncApiCheck();

describe('the documents of this root', () => {
  let services: Described[];
  let all: Documents[];
  let generated: GeneratedFiles;

  beforeAll(async () => {
    services = await discoverServices();
    all = await Promise.all(services.map(documentsOf));
    generated = await documentFiles(services, ROOT);
  });

  it('are current: otherwise run npm run generate', () => {
    expect(staleFiles(generated, ROOT)).toEqual([]);
    expect(Object.keys(generated.texts)).toHaveLength(2 * services.length + 4);
  });

  it('hold references that lead somewhere', () => {
    expect(all.flatMap((one) => [...strayRefs(one.openApi), ...strayRefs(one.asyncApi)])).toEqual([]);
  });

  it('are valid OpenAPI 3.1', async () => {
    for (const { openApi } of all) {
      expect([openApi.info.title, await new Validator().validate({ ...openApi })]).toEqual([
        openApi.info.title,
        { valid: true },
      ]);
    }
  });

  it('are valid AsyncAPI 3.1', () => {
    const files = Object.entries(generated.texts).filter(([file]) => file.startsWith('contracts/asyncapi/'));
    expect(files).toHaveLength(all.length + 1);
    for (const [file, text] of files)
      expect([file, isAsyncApi(JSON.parse(text)), isAsyncApi.errors]).toEqual([file, true, null]);
  });

  it('name the broker under each of its engines', () => {
    const schemes = BROKER_URL_FORMS.split(' or ').map((form) => form.split(':')[0]);
    for (const { asyncApi } of all)
      expect(Object.values(asyncApi.servers)).toEqual(
        schemes.map((protocol) => expect.objectContaining({ protocol })),
      );
  });

  it('are as every pact needs them', async () => {
    const findings = (
      await Promise.all(
        readPacts().map((one) =>
          proofs(
            one,
            all.find(({ openApi }) => openApi.info.title === one.provider.name),
          ),
        ),
      )
    ).flat();
    const well = findings.filter(({ problem }) => !problem);
    process.stdout.write(
      `interactions that the documents of their provider describe: ${well.length} of ${findings.length}\n`,
    );
    expect(findings.filter(({ problem }) => problem)).toEqual([]);
    expect(findings).toHaveLength(readPacts().flatMap(({ interactions }) => interactions).length);
  });
});

describe('a document that is not as it should be', () => {
  it('is no OpenAPI', async () => {
    const { openapi: _, ...rest } = openApi;
    expect(await new Validator().validate({ ...openApi, paths: [] })).toMatchObject({ valid: false });
    expect(await new Validator().validate(rest)).toMatchObject({ valid: false });
  });

  it('is no AsyncAPI', () => {
    const operations = {
      'lamp.lit.v1': { ...documents.asyncApi.operations['lamp.lit.v1'], action: 'shout' },
    };
    expect(isAsyncApi(documents.asyncApi)).toBe(true);
    expect(isAsyncApi({ ...documents.asyncApi, operations })).toBe(false);
  });

  it('has a reference that leads nowhere', () => {
    const { components: _, ...rest } = documents.asyncApi;
    expect(strayRefs(documents.asyncApi)).toEqual([]);
    expect(strayRefs(rest)).toEqual(['#/components/schemas/Lamp']);
  });
});

describe('a pact against documents', () => {
  const problems = async (...interactions: Pact['interactions']) =>
    (await proofs(pact(...interactions), documents)).map(({ problem }) => problem);
  const attributes = {
    specversion: '1.0',
    id: '0193a1b2-7c00-7000-8000-000000000001',
    source: '/troupe/lamps',
    type: 'lamp.lit.v1',
    subject: 'example',
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    correlationid: 'example-process',
    causationid: 'example',
    entityversion: '2',
  };
  const event = (content: object, metadata: object = {}) => ({
    type: 'Asynchronous/Messages' as const,
    description: 'an event',
    contents: { content, contentType: 'application/json' },
    metadata: { ...attributes, contentType: 'application/json', ...metadata },
  });

  it('fits', async () => {
    expect(await problems(look('/lamps/7', 40), event({ colours: ['red'], lamp: { room: 'hall' } }))).toEqual(
      [undefined, undefined],
    );
  });

  it.each([
    ['another type', look('/lamps/7', 'forty'), /must be integer/],
    ['an operation that is not there', look('/candles/7', 40), /not defined in spec/],
    [
      'an event that is not said',
      event({}, { type: 'lamp.burst.v1' }),
      /not defined in AsyncAPI spec: lamp\.burst\.v1/,
    ],
    ['a field of another type', event({ lamp: { watts: 'forty' } }), /must be integer/],
    ['a field that is not said', event({ shade: 'green' }), /must NOT have additional properties - shade/],
    ['an event of somebody else', event({}, { source: '/troupe/candles' }), /must be equal to constant/],
  ])('does not fit by %s', async (_, interaction, problem) => {
    expect(await problems(interaction)).toEqual([expect.stringMatching(problem)]);
  });

  it('does not fit a provider without documents', async () => {
    expect(await proofs(pact(look('/lamps/7', 40)), undefined)).toEqual([
      { subject: 'night to lamps', problem: 'lamps has no documents' },
    ]);
  });
});

describe('the catalogue', () => {
  const all: AsyncApi[] = [lamps, night].map((one) => asyncApi(one, '1'));
  const [lit, out] = eventsIn(all);

  it('knows who says an event, who hears it, and which fields they read', () => {
    expect(lit).toMatchObject({
      type: 'lamp.lit.v1',
      saidBy: 'lamps',
      heardBy: { night: ['lamp.room', 'colours[]'] },
      isDeprecated: false,
    });
    expect(out).toMatchObject({ type: 'lamp.out.v1', heardBy: {}, isDeprecated: true });
  });

  it('tells fields by their paths and kinds', () => {
    expect(lit?.fields).toEqual([
      { path: 'lamp.lampId', kind: 'uuid', isDeprecated: false },
      { path: 'lamp.room', kind: 'string', isDeprecated: false },
      { path: 'lamp.watts', kind: 'integer or null', isDeprecated: false },
      { path: 'colours[]', kind: '"red" or "green"', isDeprecated: false },
      { path: 'mood', kind: 'string', isDeprecated: true },
      { path: 'lampId', kind: 'uuid', isDeprecated: false },
    ]);
  });

  it('knows which fields nobody reads', () => {
    expect(lit && unreadOf(lit).map(({ path }) => path)).toEqual([
      'lamp.lampId',
      'lamp.watts',
      'mood',
      'lampId',
    ]);
  });

  it('draws who calls whom and who hears what', () => {
    expect(
      picture(
        [lit, out].flatMap((one) => one ?? []),
        [lamps, night],
      ),
    ).toBe(
      [
        '```mermaid',
        'flowchart LR',
        '  night --> lamps & moon[(moon)]',
        '  lamps == "lamp.lit.v1" ==> night',
        '```',
      ].join('\n'),
    );
  });

  it('draws no arrow to a service that gets only a part of each event', () => {
    const [event] = [lit].flatMap((one) => one ?? []);
    const watched = { ...event!, heardBy: { ...event!.heardBy, watcher: ['lampId'] } };
    const part = { ...night.events.heard[0]!, part: ['lampId'] };
    const watcher = { ...night, name: 'watcher', settings: {}, events: { ...night.events, heard: [part] } };
    expect(picture([watched], [lamps, night, watcher])).toContain('==> night\n');
    expect(picture([{ ...watched, heardBy: { watcher: [] } }], [watcher])).not.toContain('==>');
  });

  it('knows which operations no pact uses', () => {
    const operation = 'lamps: GET /lamps/{lampId}';
    expect(unusedIn([openApi], [pact(look('/lamps/7', 40))])).toEqual([]);
    expect(unusedIn([openApi], [pact(look('/lamps/7/shade', 40))])).toEqual([
      { operation, callers: 'the person with this lampId, night' },
    ]);
    const get = { ...openApi.paths['/lamps/{lampId}']?.get, deprecated: true } as HttpOperation;
    expect(unusedIn([{ ...openApi, paths: { '/lamps/{lampId}': { get } } }], [])).toMatchObject([
      { operation: `${operation} (deprecated)` },
    ]);
  });
});

describe('generated files', () => {
  let folder: string;
  const served = (name: string) => ({
    info: { title: name, version: '1' },
    paths: {
      [`/${name}/{lampId}`]: {
        get: { ...openApi.paths['/lamps/{lampId}']?.get, operationId: `getLampOf${name}` },
      },
    },
  });
  const generate = (...services: Described[]) =>
    documentFiles(
      services.map((one) => ({
        ...one,
        openApi: () => Promise.resolve({ ...openApi, ...served(one.name) } as never),
      })),
      folder,
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'));
    for (const file of ['README.md', 'package.json']) cpSync(join(ROOT, file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are written once, and named when they are stale', async () => {
    const generated = await generate(lamps, night);
    expect(writeFiles(generated, folder).map(({ file }) => file)).toEqual([
      'README.md',
      'contracts/asyncapi/lamps.json',
      'contracts/asyncapi/night.json',
      'contracts/asyncapi/platform.json',
      'contracts/catalogue.md',
      'contracts/openapi/lamps.json',
      'contracts/openapi/night.json',
      'contracts/openapi/public.json',
    ]);
    expect(staleFiles(generated, folder)).toEqual([]);
    writeFileSync(join(folder, 'contracts/openapi/lamps.json'), '{}');
    expect(staleFiles(generated, folder)).toEqual([{ file: 'contracts/openapi/lamps.json', why: 'stale' }]);
  });

  it('go with their service', async () => {
    writeFiles(await generate(lamps, night), folder);
    const generated = await generate(lamps);
    expect(staleFiles(generated, folder)).toEqual(
      expect.arrayContaining([{ file: 'contracts/openapi/night.json', why: 'left over' }]),
    );
    writeFiles(generated, folder);
    expect(staleFiles(generated, folder)).toEqual([]);
  });

  it('need a place for the picture', async () => {
    writeFileSync(join(folder, 'README.md'), '# Lamps\n');
    await expect(generate(lamps)).rejects.toThrow('README.md has no place for the picture');
  });

  it('name the owner of each service, and what it publishes and consumes', async () => {
    expect((await generate(lamps, night)).texts['contracts/catalogue.md']).toContain(
      [
        '| Service | Owner | Publishes | Consumes |',
        '| --- | --- | --- | --- |',
        '| lamps | lighting | `lamp.lit.v1`, `lamp.out.v1` |  |',
        '| night | lighting |  | `lamp.lit.v1` |',
      ].join('\n'),
    );
  });

  it('count what nobody here needs', async () => {
    const events = eventsIn([lamps, night].map((one) => asyncApi(one, '1')));
    const unused = ['lamps', 'night'].flatMap((title) =>
      unusedIn([{ ...openApi, info: { title, version: '1' } }], []),
    );
    expect(unneededIn(events, unused)).toEqual({ operations: 2, events: 1, fields: 5 });
    expect((await generate(lamps, night)).texts['contracts/catalogue.md']).toContain(
      'no consumer in this repository: 2 HTTP operations, 1 event and 5 fields of events.',
    );
  });
});
