import { operationsOf, type Placed, type PublicApi } from './api.js';

/** Where a variable of the collection comes from: an answer that has it, and the example there. */
interface Origin {
  request: string;
  /** As editors refer to an answer: `createSession.response.body.accessToken`. */
  reference: string;
  example: unknown;
  /** The name of the id of a thing in a list, whose value this is. */
  of?: string;
}

/** The variables of the collection: what answers of earlier requests have, and what a person fills in. */
export class HttpVariables {
  /** By name: what the answer to a request that makes something has, otherwise the first thing of a list. */
  private readonly origins: Map<string, Origin>;
  private readonly tagged: Map<string, string>;

  constructor(api: PublicApi) {
    const operations = operationsOf(api);
    const found = [...operations.flatMap(madeBy), ...operations.flatMap(listedBy)];
    this.origins = new Map(found.toReversed());
    const reads = operations.filter(({ method }) => method === 'get');
    this.tagged = new Map(
      reads.map(({ path, operation: { operationId } }) => [path, `${operationId}.response.headers.etag`]),
    );
  }

  /** The lines that declare variables. Editors fill in those of answers, once the request was sent. */
  declarations(names: Iterable<string>): string[] {
    return [...new Set(names)].sort().map((name) => {
      const origin = this.origins.get(name);
      return `@${name} = ${origin ? `{{${origin.reference}}}` : ''}`;
    });
  }

  /** The name of the request whose answer has the variable. */
  requestOf(name: string): string | undefined {
    return this.origins.get(name)?.request;
  }

  isNumber(name: string): boolean {
    return typeof this.origins.get(name)?.example === 'number';
  }

  /** The variable of a parameter in a path. A token is told apart by what stands before it: `verificationToken`. */
  ofPath(path: string, name: string): string {
    if (name !== 'token') return name;
    const before = path.split('/')[path.split('/').indexOf('{token}') - 1] ?? '';
    const words = before.replace(/s$/, '').split('-');
    return [...words, 'token']
      .map((word, at) => (at ? word[0]!.toUpperCase() + word.slice(1) : word))
      .join('');
  }

  /** What a query parameter holds: an id that an answer has (`records` are ids of records), otherwise its example. */
  inQuery(name: string, example: unknown): string {
    const variable = [name, `${name.replace(/s$/, '')}Id`].find((one) => this.origins.has(one));
    return variable ? `{{${variable}}}` : encodeURIComponent(String(example));
  }

  /** What a header that a request must have holds. */
  ofHeader(path: string, name: string): string {
    const tag = name.toLowerCase() === 'if-match' && this.tagged.get(path);
    return `{{${tag || name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}}}`;
  }

  /**
   * An example of a body, in which a value that an answer has is the variable.
   * @param ids names of ids beside or around it: other values of the same things are variables, too
   */
  inBody(example: unknown, ids: string[] = []): unknown {
    if (typeof example !== 'object' || example === null) return example;
    if (Array.isArray(example)) return example.map((one) => this.inBody(one, ids));
    const known = [...ids, ...Object.keys(example)];
    return Object.fromEntries(
      Object.entries(example).map(([name, value]) => {
        const variable = this.variableFor(name, value, known);
        return [name, variable ? `{{${variable}}}` : this.inBody(value, known)];
      }),
    );
  }

  private variableFor(name: string, value: unknown, ids: string[]): string | undefined {
    const origin = this.origins.get(name);
    if (origin && (name.endsWith('Id') || (origin.of && ids.includes(origin.of)))) return name;
    return [...this.origins.keys()].find(
      (one) => one.endsWith('Token') && this.origins.get(one)?.example === value,
    );
  }
}

type Found = [name: string, Origin];

/** Ids and tokens in the answer to a request that makes something. */
function madeBy({ operation }: Placed): Found[] {
  return valuesIn(exampleOf(operation, '201'), operation.operationId, '').filter(([name]) =>
    /(Id|Token)$/.test(name),
  );
}

/** The values of the first thing in a list that needs no id, among them its id. */
function listedBy({ path, operation }: Placed): Found[] {
  if (path.includes('{')) return [];
  for (const [list, things] of Object.entries(exampleOf(operation, '200'))) {
    const [thing] = Array.isArray(things) ? (things as unknown[]) : [];
    const id = Object.keys(thing ?? {}).find((name) => name.endsWith('Id'));
    if (!id) continue;
    return valuesIn(thing as object, operation.operationId, `${list}[0].`).map(([name, origin]) => [
      name,
      { ...origin, of: id },
    ]);
  }
  return [];
}

const exampleOf = ({ responses = {} }: Placed['operation'], status: string): object =>
  (responses[status]?.content?.['application/json']?.example ?? {}) as object;

/** The values in an example that are in no list. */
const valuesIn = (example: object, request: string, place: string): Found[] =>
  Object.entries(example).flatMap(([name, value]: [string, unknown]): Found[] => {
    if (Array.isArray(value)) return [];
    if (typeof value === 'object' && value) return valuesIn(value, request, `${place}${name}.`);
    return [[name, { request, reference: `${request}.response.body.${place}${name}`, example: value }]];
  });
