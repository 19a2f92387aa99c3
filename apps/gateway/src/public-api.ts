import type { Deprecation } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GatewayConfig } from './gateway.config.js';

/** What stands before every path of the public API. */
export const PREFIX = '/api';

const Operation = z.looseObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  deprecated: z.boolean().optional(),
  'x-ends': z.object({ since: z.string(), sunset: z.string(), successor: z.string() }).optional(),
  'x-service': z.string(),
  'x-upstream-path': z.string().optional(),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
});
/** What is read of the document of the public API, which `npm run generate` writes. */
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
export type Document = z.infer<typeof Document>;

/** An operation, and where its service has it. */
export interface Route {
  method: string;
  /** With its parameters as routers write them: `/api/things/:thingId`. */
  url: string;
  service: string;
  /** The path at the service, if it is not what follows the prefix. */
  upstreamPath: string | undefined;
  /** When the operation ends. */
  deprecation?: Deprecation | undefined;
}

/** A page for people. */
export interface Page {
  path: string;
  title: string;
}

/** A page of a service. */
interface ServicePage extends Page, Pick<Route, 'service' | 'upstreamPath'> {}

/** An operation with which a program can begin: its path has no parameter. */
export interface Start {
  operationId: string;
  path: string;
}

/** @throws Error when the file is not there, or is no document of a public API */
export function readDocument(file: string): Document {
  const { data, error } = Document.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (data) return data;
  throw new Error(`PUBLIC_API: ${file} is not the document that npm run generate writes: ${error.message}`);
}

/** Where a client looks for the metadata of an issuer whose URL has no path (RFC 8414, section 3). */
const METADATA = '/.well-known/oauth-authorization-server';

/**
 * A client finds the metadata of the issuer `https://HOST/api` at `/.well-known/oauth-authorization-server/api`: RFC 8414, section 3.1,
 * puts the path of the issuer last.
 */
const alsoForIssuers = (route: Route): Route[] =>
  route.url === PREFIX + METADATA
    ? [route, { ...route, url: METADATA + PREFIX, upstreamPath: METADATA }]
    : [route];

/** The operations of a document. */
export const routesOf = (document: Document): Route[] => operationsOf(document).flatMap(alsoForIssuers);

const operationsOf = ({ paths }: Document): Route[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      service: operation['x-service'],
      upstreamPath: operation['x-upstream-path'],
      deprecation: atTheGateway(operation['x-ends']),
    })),
  );

const atTheGateway = (ends: Deprecation | undefined): Deprecation | undefined =>
  ends && { ...ends, successor: PREFIX + ends.successor };

/** The pages that anyone can open without a link of their own, but those below another one, which leads to them. */
function pagesOf({ paths }: Document): ServicePage[] {
  const pages = Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get?.responses['200']?.content?.['text/html'] || path.includes('{')) return [];
    const { summary, 'x-service': service, 'x-upstream-path': upstreamPath } = get;
    return [{ path, title: summary ?? service, service, upstreamPath }];
  });
  return pages.filter(({ path }) => !pages.some((above) => path.startsWith(`${above.path}/`)));
}

/** The operations with which a program can begin, but those that answer by pages, which are for people. */
const startsOf = ({ paths }: Document): Start[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    path.includes('{')
      ? []
      : Object.values(operations).flatMap((operation) => {
          const { operationId, deprecated } = operation;
          return operationId && !deprecated && !isForPeople(operation) ? [{ operationId, path }] : [];
        }),
  );

const isForPeople = ({ responses }: z.infer<typeof Operation>): boolean =>
  Object.values(responses).some(({ content = {} }) => 'text/html' in content);

/** What is asked for below a page and is not there: the service of the page has an answer for people, too. */
const belowPages = (pages: readonly ServicePage[]): Route[] =>
  pages
    .filter(({ upstreamPath }) => !upstreamPath)
    .map(({ path, service }) => ({ method: 'GET', url: `${path}/*`, service, upstreamPath: undefined }));

/** The document of the public API, read once. */
@Injectable()
export class PublicApi {
  readonly routes: Route[];
  readonly pages: ServicePage[];
  readonly starts: Start[];
  private readonly patterns: RegExp[];

  constructor({ PUBLIC_API }: GatewayConfig) {
    const document = readDocument(PUBLIC_API);
    const routes = routesOf(document);
    this.pages = pagesOf(document);
    this.starts = startsOf(document);
    this.routes = [...routes, ...belowPages(this.pages)];
    this.patterns = routes.map(
      ({ url }) => new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
    );
  }

  /** Whether the API has the path of a reference. */
  has(reference: string): boolean {
    const [path = ''] = reference.split(/[?#]/);
    return this.patterns.some((pattern) => pattern.test(path));
  }

  /** The services that answer its operations. */
  get services(): string[] {
    return [...new Set(this.routes.map(({ service }) => service))].toSorted();
  }
}
