import { type ProblemType } from '#libs/messaging';
import { HEADERS } from '#libs/service';
import { UserError } from '#tooling/platform';
import { type HttpOperation, isPublic, type OpenApi, operationsOf, PLATFORM } from './document.js';
import { withLinks } from './links.js';
import { withProblems } from './more-problems.js';
import { type Components, MergedComponents, usedComponents } from './merged-components.js';

/** The document that `publicApi` makes. */
export const PUBLIC_API = 'contracts/openapi/public.json';
/** What stands before every path of the public API. */
const PREFIX = '/api';
/** Where `npm start` serves the public API. */
const SERVER = { url: 'http://127.0.0.1:4010', description: 'The gateway of `npm start`' };
const ABOUT =
  'Every operation that people, browsers and programs outside the platform may call, at one address. ' +
  'Errors are problem details (RFC 9457).';

/**
 * Where an operation of a service is in the public API. A path has one owner, so it keeps its name. Only the front page `/`,
 * which every service may have, is named after its service, without a last slash: its relative links then lead to the
 * service's other paths, as they do at the service.
 */
const publicPath = (service: string, path: string): string =>
  `${PREFIX}${path === '/' ? `/${service}` : path}`;

/**
 * One OpenAPI document of every public operation of the services; `x-service` names the service that answers it, and
 * `x-upstream-path` the path that it has there, if this is another one.
 * @param passingOn the problems with which the gateway may answer instead of the service
 * @throws UserError when two operations have one method and path, or one `operationId`
 */
export function publicApi(
  documents: OpenApi[],
  version: string,
  passingOn: readonly ProblemType[] = [],
): OpenApi {
  const parts = documents
    .map((document) => publicPart(document, passingOn))
    .filter(({ paths }) => Object.keys(paths).length);
  checkDiffer(parts, ([name]) => name);
  checkDiffer(parts, ([, { operationId }]) => operationId && `the operationId ${operationId}`);
  const merged = new MergedComponents(
    parts.map(({ info, components = {} }) => ({ service: info.title, components })),
  );
  const paths: OpenApi['paths'] = {};
  for (const part of parts) {
    const named = merged.named(part.info.title, part.paths);
    for (const [path, operations] of Object.entries(named)) paths[path] = { ...paths[path], ...operations };
  }
  return withPublicPaths({
    openapi: '3.1.0',
    info: { ...PLATFORM, version, description: ABOUT },
    servers: [SERVER],
    tags: tagsOf(parts),
    paths: withLinks(paths, merged.all),
    components: atTheGateway(merged.all),
  });
}

/** The components, whose example of a path is one of the public API. */
function atTheGateway(components: Components): Components {
  const { Location } = (components.headers ?? {}) as Partial<typeof HEADERS>;
  const example = `${PREFIX}/orders/0193a1b2-7c00-7000-8000-000000000701`;
  return Location
    ? { ...components, headers: { ...components.headers, Location: { ...Location, example } } }
    : components;
}

/** The document, whose texts name paths as callers of the public API know them: `POST /sessions` becomes `POST /api/sessions`. */
function withPublicPaths(document: OpenApi): OpenApi {
  const toPublic = (text: string) =>
    text.replaceAll(/`((?:[A-Z]+ )?)(\/[^`\s]*)`/g, (whole, method: string, path: string) =>
      PREFIX + path in document.paths ? `\`${method}${PREFIX}${path}\`` : whole,
    );
  const texts = ['summary', 'description'];
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    texts.includes(key) && typeof value === 'string' ? toPublic(value) : value,
  ) as OpenApi;
}

/** The public operations of a service's document, and the components that they need. */
function publicPart(
  { paths: all, components = {}, ...document }: OpenApi,
  passingOn: readonly ProblemType[],
): OpenApi {
  const service = document.info.title;
  const paths: OpenApi['paths'] = {};
  for (const [path, operations] of Object.entries(all)) {
    const open = Object.entries(operations).filter(([, one]) => isPublic(one));
    if (!open.length) continue;
    paths[publicPath(service, path)] = Object.fromEntries(
      open.map(([method, one]) => [method, withProblems(asTold(one, service, path), passingOn)]),
    );
  }
  return { ...document, paths, components: usedComponents(paths, withHeaders(components)) };
}

/** The components of a document, which may lack the headers that none of its own answers has. */
const withHeaders = (components: Components): Components => ({
  ...components,
  headers: { ...HEADERS, ...components.headers },
});

/** An operation without its callers inside the platform, and with the service that answers it. */
function asTold(
  { 'x-access': rule = {}, ...operation }: HttpOperation,
  service: string,
  path: string,
): HttpOperation {
  const { services: _services, role: _role, ...access } = rule;
  const isRenamed = publicPath(service, path) !== PREFIX + path;
  return {
    ...operation,
    'x-access': access,
    'x-service': service,
    ...(isRenamed && { 'x-upstream-path': path }),
  };
}

/** @throws UserError naming what two operations have in common */
function checkDiffer(
  parts: OpenApi[],
  of: (operation: [name: string, HttpOperation]) => string | undefined,
): void {
  const owned = parts.flatMap((part) =>
    operationsOf(part).map((one) => ({ name: of(one), owner: part.info.title })),
  );
  const problems = [...Map.groupBy(owned, ({ name }) => name)]
    .filter(([name, same]) => name && same.length > 1)
    .map(([name, same]) => `${name} of ${same.map(({ owner }) => owner).join(' and ')}`);
  if (problems.length)
    throw new UserError(`The public API cannot have twice ${problems.join(', or ')}: rename all but one.`);
}

/** The tags of the operations, each once, as the first service describes it. */
function tagsOf(parts: OpenApi[]): { name: string }[] {
  const described = parts.flatMap(({ tags = [] }) => tags);
  const used = new Set(parts.flatMap((part) => operationsOf(part).flatMap(([, { tags = [] }]) => tags)));
  return [...used].map((name) => described.find((tag) => tag.name === name) ?? { name });
}
