import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCEPT_PATCH, ETAG, LOCATION } from './openapi-headers.js';

type Item = OpenAPIObject['paths'][string];
interface Response {
  headers?: object;
  content?: Record<string, { schema?: { $ref?: string } }>;
}
type Properties = Record<string, { type?: string } | undefined>;

/** Adds the headers that `followConventions` sends, without a word of a controller. */
export function tellConventionalHeaders({ paths, components }: OpenAPIObject): void {
  const propertiesOf = ({ content = {} }: Response): Properties => {
    const name = content['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
    return (components?.schemas?.[name] as { properties?: Properties })?.properties ?? {};
  };
  for (const [path, item] of Object.entries(paths)) {
    const { get, put, post, patch } = item;
    const [read, made, member] = [at(get, 200), at(put, 201), at(post, 201)];
    if (read && propertiesOf(read).version?.type === 'integer') add(read, ETAG);
    if (read && patch) add(read, ACCEPT_PATCH);
    if (made && get) add(made, LOCATION);
    const id = memberOf(paths, path);
    if (member && id && propertiesOf(member)[id]) add(member, LOCATION);
  }
}

const at = (operation: Item['get'], status: number): Response | undefined =>
  operation?.responses[status] as Response | undefined;

const add = (response: Response, headers: object): void => {
  response.headers = { ...response.headers, ...headers };
};

/** The parameter of the path below one, where it can be read. */
const memberOf = (paths: OpenAPIObject['paths'], path: string): string | undefined =>
  Object.keys(paths).flatMap((one) => {
    const [, id] = one.startsWith(`${path}/`) ? (/^\{(\w+)\}$/.exec(one.slice(path.length + 1)) ?? []) : [];
    return id && paths[one]?.get ? [id] : [];
  })[0];
