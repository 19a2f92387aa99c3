import {
  type AccessRule,
  admitsPeople,
  type Deprecation,
  type LimitDeclaration,
  type Service,
  type ToldProblem,
} from '#libs/service';
import { type Schema, valueAt } from '#tooling/pacts';

/** A service, as far as its documents tell of it. */
export type Described = Pick<Service, 'name' | 'owner' | 'events' | 'settings' | 'openApi' | 'passingOn'>;

/** What a parameter, a header or a body holds. */
export interface Content {
  schema?: Schema;
  example?: unknown;
}

/** What an answer tells about an operation that a caller may want next: its parameters, as expressions. */
export interface Link {
  operationId: string;
  description: string;
  parameters: Record<string, string>;
}

/** One operation of an OpenAPI document. */
export interface HttpOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  security?: object[];
  parameters?: (Content & { name: string; in: string; required?: boolean; description?: string })[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<
    string,
    {
      description?: string;
      headers?: Record<string, object>;
      content?: Record<string, Content>;
      links?: Record<string, Link>;
    }
  >;
  deprecated?: boolean;
  tags?: string[];
  /** In the public document: the service that answers it. */
  'x-service'?: string;
  'x-upstream-path'?: string;
  'x-access'?: AccessRule;
  'x-limit'?: LimitDeclaration;
  'x-ends'?: Deprecation;
}

/** Who answers for an API, under which licence. */
interface Info {
  title: string;
  version: string;
  description?: string;
  contact?: { name: string };
  license?: { name: string; url: string };
}

/** The licence of every document. */
export const LICENSE = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' };

/** What the documents of the whole platform have in common. */
export const PLATFORM = { title: 'Troupe', contact: { name: 'Troupe' }, license: LICENSE };

/** An OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), as far as we read it. */
export interface OpenApi {
  openapi: string;
  info: Info;
  servers?: { url: string; description?: string }[];
  tags?: { name: string }[];
  paths: Record<string, Record<string, HttpOperation>>;
  components?: Record<string, Record<string, unknown>>;
  /** In the public document: every kind of problem that its operations answer with. */
  'x-problem-types'?: ToldProblem[];
}

/** In an AsyncAPI document, a service whose events it tells of. */
export interface Tag {
  name: string;
  description: string;
}

/** An AsyncAPI 3.1 document (https://www.asyncapi.com/docs/reference/specification/v3.1.0), as far as we write it. */
export interface AsyncApi {
  asyncapi: string;
  info: Info & { tags: Tag[] };
  /** One for each engine of the broker. */
  servers: Record<string, object>;
  defaultContentType: string;
  /** By the type of the event. */
  channels: Record<string, { address: string; messages: { event: EventMessage } }>;
  /** By the type of the event, which a service either says or hears. */
  operations: Record<
    string,
    {
      action: 'send' | 'receive';
      description: string;
      tags: { name: string }[];
      channel: { $ref: string };
      messages: { $ref: string }[];
      /** In the document of the whole platform: the services that publish and consume it. */
      'x-service'?: string;
      'x-consumers'?: string[];
    }
  >;
  components: { schemas: Record<string, Schema>; [kind: string]: Record<string, unknown> };
}

export interface EventMessage {
  name: string;
  /** The attributes, which travel beside the data. */
  headers: Schema;
  payload: Schema;
  /** The fields of the data that the attributes `subject` and `datasubject` repeat. */
  'x-about'?: { subject: string; datasubject?: string };
}

/** What a schema's reference leads to, if it is one; nothing if it leads nowhere. */
export const follow = (document: object, schema: Schema): Schema =>
  schema.$ref ? follow(document, (valueAt(document, keysOf(schema.$ref)) ?? {}) as Schema) : schema;

/** Every reference that leads nowhere. */
export const strayRefs = (document: object): string[] =>
  [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)]
    .map(([, ref = '']) => ref)
    .filter((ref) => !ref.startsWith('#/') || valueAt(document, keysOf(ref)) === undefined);

/** A JSON pointer by its keys. */
const keysOf = (ref: string): string[] =>
  ref
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Every operation of a service, as `GET /accounts/{customerId}`. */
export const operationsOf = ({ paths }: Pick<OpenApi, 'paths'>): [name: string, HttpOperation][] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, one]): [string, HttpOperation] => [
      `${method.toUpperCase()} ${path}`,
      one,
    ]),
  );

/** Whether people or strangers may call an operation. Services and operators call the services themselves. */
export const isPublic = ({ 'x-access': rule = {} }: HttpOperation): boolean =>
  Boolean(rule.public) || admitsPeople(rule);
