import { type Schema } from '#tooling/pacts';
import { UserError } from '#tooling/platform';
import { flattened } from './all-of.js';
import { type HttpOperation, type Link, type OpenApi, operationsOf } from './document.js';

interface Placed {
  path: string;
  operation: HttpOperation;
}

/**
 * The paths with links from each answer to what can be read with the ids that it has (https://spec.openapis.org/oas/v3.1.1#link-object):
 * from a sign-up to the customer, from a customer to their points. They follow from the names of parameters: the path of a read
 * takes what the answer or the path of the request calls the same.
 */
export function withLinks(paths: OpenApi['paths'], components: OpenApi['components']): OpenApi['paths'] {
  const reads = Object.entries(paths).flatMap(([path, { get }]) =>
    get && !get.deprecated && placeholdersIn(path).length ? [{ path, operation: get }] : [],
  );
  const linked = structuredClone(paths);
  for (const [path, operations] of Object.entries(linked))
    for (const operation of Object.values(operations)) link({ path, operation }, reads, { components });
  return linked;
}

function link({ path, operation }: Placed, reads: Placed[], document: object): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    const { schema } = response.content?.['application/json'] ?? {};
    if (!/^20[01]$/.test(status) || !schema) continue;
    const known: Record<string, string> = {
      ...idsIn(document, schema),
      ...Object.fromEntries(placeholdersIn(path).map((name) => [name, `$request.path.${name}`])),
    };
    const links = reads
      .filter((read) => read.operation.operationId !== operation.operationId)
      .flatMap((read) => linkTo(read, known));
    if (links.length) response.links = Object.fromEntries(links.map((one) => [one.operationId, one]));
  }
}

/** Where an answer has what, in it or in the first entry of a list. */
function idsIn(document: object, schema: Schema, place = ''): Record<string, string> {
  const fields = Object.entries(flattened(document, schema).properties ?? {});
  const listed = fields.flatMap(([name, field]) => {
    const { items } = flattened(document, field);
    return items && !place ? [idsIn(document, items, `/${name}/0`)] : [];
  });
  const own = fields.map(([name]) => [name, `$response.body#${place}/${name}`]);
  return { ...Object.assign({}, ...listed), ...Object.fromEntries(own) } as Record<string, string>;
}

/** A link to a read whose parameters are all known. */
function linkTo(
  { path, operation: { operationId = '', summary = '' } }: Placed,
  known: Record<string, string>,
): Link[] {
  const names = placeholdersIn(path);
  if (!names.every((name) => known[name])) return [];
  const parameters = Object.fromEntries(names.map((name) => [name, known[name]!]));
  return [{ operationId, description: summary, parameters }];
}

const placeholdersIn = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/**
 * Refuses an answer that says by `Location` where something can be read, and does not tell the ids with which.
 * @throws UserError naming each one
 */
export function checkLinks(document: OpenApi): void {
  const lost = operationsOf(document).flatMap(([name, { deprecated, responses }]) => {
    const { headers = {}, links } = responses['201'] ?? {};
    return 'Location' in headers && !links && !deprecated ? [name] : [];
  });
  if (lost.length)
    throw new UserError(
      `${lost.join(', ')} answers with Location, but no link leads to a read: give the answer the id, ` +
        `under the name that the parameter has in the path of the read.`,
    );
}
