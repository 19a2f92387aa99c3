import { operationsOf, type Placed, type PublicApi } from './api.js';

/** Where a variable of the collection comes from: an answer that has it, and the example there. */
interface Origin {
  /** As editors refer to an answer: `createSession.response.body.accessToken`. */
  reference: string;
  example: unknown;
}

/** The variables of the collection: what answers of earlier requests have, and what a person fills in. */
export class HttpVariables {
  /** By name, what the answer to a request that makes something has. */
  private readonly origins: Map<string, Origin>;
  private readonly tagged: Map<string, string>;

  constructor(api: PublicApi) {
    const operations = operationsOf(api);
    this.origins = new Map(operations.toReversed().flatMap(originsOf));
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

  /** The variable of a parameter in a path. A token is told apart by what stands before it: `verificationToken`. */
  ofPath(path: string, name: string): string {
    if (name !== 'token') return name;
    const before = path.split('/')[path.split('/').indexOf('{token}') - 1] ?? '';
    const words = before.replace(/s$/, '').split('-');
    return [...words, 'token']
      .map((word, at) => (at ? word[0]!.toUpperCase() + word.slice(1) : word))
      .join('');
  }

  /** What a header that a request must have holds. */
  ofHeader(path: string, name: string): string {
    const tag = name.toLowerCase() === 'if-match' && this.tagged.get(path);
    return `{{${tag || name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}}}`;
  }

  /** An example of a body, in which a value that an answer has is the variable. */
  inBody(example: unknown): unknown {
    if (typeof example !== 'object' || example === null) return example;
    const found = ([name, value]: [string, unknown]): [string, unknown] => {
      const isFrom = ([variable, origin]: [string, Origin]) =>
        origin.example === value && (variable === name || variable.endsWith('Token'));
      const [variable] = [...this.origins].find(isFrom) ?? [];
      return [name, variable ? `{{${variable}}}` : this.inBody(value)];
    };
    return Array.isArray(example)
      ? example.map((one) => this.inBody(one))
      : Object.fromEntries(Object.entries(example).map(found));
  }
}

/** Ids and tokens in the answer to a request that makes something. */
function originsOf({ operation: { operationId, responses = {} } }: Placed): [string, Origin][] {
  const { example } = responses['201']?.content?.['application/json'] ?? {};
  return Object.entries((example ?? {}) as object)
    .filter(([name]) => /(Id|Token)$/.test(name))
    .map(([name, value]) => [
      name,
      { reference: `${operationId}.response.body.${name}`, example: value as unknown },
    ]);
}
