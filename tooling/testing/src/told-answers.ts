import type { RunningService } from '#libs/service';

interface Response {
  headers?: Record<string, object>;
  content?: Record<string, { schema?: { allOf?: { properties?: { type?: { enum?: string[] } } }[] } }>;
}
interface Operation {
  responses: Record<string, Response>;
}

/** What a service answered. */
interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Headers that must be sent wherever a document tells them. */
const PROMISED = ['accept-patch', 'etag', 'location', 'www-authenticate', 'deprecation', 'sunset'];
/** Headers that a document must tell wherever they are sent. */
const TOLD = [...PROMISED, 'retry-after', 'ratelimit', 'ratelimit-policy'];

/** Holds what a service answers against its own OpenAPI document. */
export class ToldAnswers {
  private readonly operations: { method: string; pattern: RegExp; operation: Operation }[];

  constructor({ openApi }: Pick<RunningService, 'openApi'>) {
    this.operations = Object.entries(openApi.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        operation: operation as unknown as Operation,
      })),
    );
  }

  /** What the document does not tell of an answer, a sentence each; nothing when the document has no such operation. */
  untold(method: string, path: string, answer: Answer): string[] {
    const [bare = ''] = path.split('?');
    const found = this.operations.find((one) => one.method === method && one.pattern.test(bare));
    if (!found) return [];
    const { responses } = found.operation;
    const told = responses[answer.status];
    const problems = told
      ? problemsOf(told, answer)
      : isTold(responses.default, answer)
        ? []
        : ['the status'];
    return problems.map(
      (what) =>
        `The document does not tell ${what} of ${method} ${path}: ${answer.status} ${typeIn(answer) ?? ''}. ` +
        `Declare it at the route by @Refuses() or @ApiResponse().`,
    );
  }
}

function problemsOf(told: Response, answer: Answer): string[] {
  const type = answer.headers.get('content-type')?.split(';')[0];
  const headers = Object.keys(told.headers ?? {}).map((name) => name.toLowerCase());
  return [
    ...(type && answer.body !== '' && told.content && !told.content[type] ? [`the media type ${type}`] : []),
    ...(isTold(told, answer) ? [] : ['the type of the problem']),
    ...TOLD.filter((name) => answer.headers.has(name) && !headers.includes(name)).map(
      (name) => `the header ${name}`,
    ),
    ...PROMISED.filter((name) => headers.includes(name) && !answer.headers.has(name)).map(
      (name) => `that there is no header ${name}`,
    ),
  ];
}

const typeIn = ({ body }: Answer): string | undefined => (body as { type?: string } | undefined)?.type;

/** Whether a problem is one of the types that the document lists. */
function isTold(told: Response | undefined, answer: Answer): boolean {
  const types = Object.values(told?.content ?? {}).flatMap(({ schema }) =>
    (schema?.allOf ?? []).flatMap(({ properties }) => properties?.type?.enum ?? []),
  );
  const isProblem = answer.headers.get('content-type') === 'application/problem+json';
  return !isProblem || types.includes(typeIn(answer) ?? '');
}
