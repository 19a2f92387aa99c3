import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { serveDocsPage } from './docs-page.js';
import { GROUP } from './group.js';
import { serveProblems } from './problem-pages.js';
import { completeOperation } from './openapi-operation.js';
import { tellConventionalHeaders } from './openapi-conventions.js';
import { HEADERS } from './openapi-headers.js';
import { PROBLEM } from './openapi-problems.js';
import { schemaConverter } from './openapi-schema.js';
import type { Api, Operation } from './openapi-types.js';
import { withPages } from './paging.js';
import { tellConventions } from './wire-document.js';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;

/** A service's OpenAPI 3.1 document, from its decorators and schemas. */
export function openApi(app: NestFastifyApplication, api: Api): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, infoOf(api), {
    operationIdFactory: (_controller, method, version = '') => `${method}${version.toUpperCase()}`,
    // The built-in conversion writes 3.0 numbers (exclusiveMinimum: true) into a 3.1 document.
    standardSchemaConverter: schemaConverter(api.name),
  });
  const components = document.components!;
  components.headers = { ...HEADERS } as never;
  components.schemas = { ...components.schemas, Problem: PROBLEM as never };
  tellConventionalHeaders(document);
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS)
      if (item[method])
        item[method] = completeOperation(withPages(item[method] as Operation), { method, path }, api);
  tellConventions(document);
  document.tags = tagsOf(document);
  dropUnused(document);
  return document;
}

function infoOf({ name, owner, port, version }: Api): Omit<OpenAPIObject, 'paths'> {
  const { info, ...document } = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(name)
    .setVersion(version)
    .setDescription(
      `What the service \`${name}\` answers over HTTP. Errors are problem details (RFC 9457): their \`type\` is stable, and ` +
        'each operation lists those that it can answer with.',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('http://{host}:{port}', 'The service itself; `npm start` runs it at this address', {
      host: { default: '127.0.0.1' },
      port: { default: String(port) },
    })
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'An access token (RFC 9068). A person gets one by `POST /sessions`; services and operators get theirs by ' +
        '`POST /oauth/token`. The service `passwords` answers both.',
    })
    .addBasicAuth({
      type: 'http',
      scheme: 'basic',
      description: 'The name and the secret of an OAuth client (RFC 6749, section 2.3.1).',
    })
    .build();
  return { ...document, info: { ...info, contact: { name: owner } } };
}

/** Every tag that operations have, with what its controllers say of the group, or else what one can do there. */
function tagsOf({ paths }: OpenAPIObject): { name: string; description: string }[] {
  const operations = Object.values(paths).flatMap((item) =>
    METHODS.flatMap((method) => (item[method] ? [item[method] as Operation] : [])),
  );
  const groups = Map.groupBy(operations, ({ tags: [name = ''] = [] }) => name);
  return [...groups].map(([name, group]) => {
    const told = group.flatMap(({ [GROUP]: description }) => description ?? []);
    for (const one of group) delete one[GROUP];
    const summaries = group.map(({ summary }) => `${summary}.`);
    return { name, description: told[0] ?? [...new Set(summaries)].join(' ') };
  });
}

/** Drops the headers and schemas that nothing refers to. */
function dropUnused(document: OpenAPIObject): void {
  const text = JSON.stringify(document);
  const { headers = {}, schemas = {} } = document.components!;
  for (const [kind, named] of Object.entries({ headers, schemas }))
    for (const name of Object.keys(named))
      if (!text.includes(`"#/components/${kind}/${name}"`)) delete named[name];
}

/** Serves the document at `/openapi.json`, a page to try the API at `/docs`, and one for each kind of problem at `/problems`. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    ui: false,
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
  serveDocsPage(app.getHttpAdapter().getInstance(), document);
  serveProblems(app.getHttpAdapter().getInstance(), document);
}
