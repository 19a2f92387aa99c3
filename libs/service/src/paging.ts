import { InvalidInput } from '#libs/messaging';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { addLink } from './links.js';
import { nameRepeated, wholeNumber } from './query.js';

/** Entries of a page, unless the caller says otherwise, and at most. */
const DEFAULT_LIMIT = 20;
const MOST = 100;

/** Marks an operation whose answer is a page, until the document is complete. */
const PAGED = 'x-paged';

/** The page of a list that a request asks for. */
export class Page<Place> {
  /**
   * @param after the place of the last entry that the caller has
   * @param limit how many entries the page has at most
   */
  constructor(
    readonly after: Place | undefined,
    readonly limit: number,
    private readonly reply: FastifyReply,
  ) {}

  /**
   * The entries of the page. When there are more, the answer has a `Link` to the next page (RFC 8288), which keeps the rest
   * of the query.
   * @param find finds that many entries behind a place, or from the first on, in the order of the list
   * @param placeOf the place of an entry in that order, which no other entry has
   */
  async of<Entry>(
    find: (after: Place | undefined, most: number) => Promise<Entry[]>,
    placeOf: (entry: Entry) => Place,
  ): Promise<Entry[]> {
    const found = await find(this.after, this.limit + 1);
    const entries = found.slice(0, this.limit);
    const last = entries.at(-1);
    if (last && found.length > this.limit) addLink(this.reply, this.linkTo(placeOf(last)));
    return entries;
  }

  /** A reference that holds behind every proxy: it has no path. */
  private linkTo(place: Place): string {
    const query = new URLSearchParams(this.reply.request.url.split('?')[1]);
    query.set('cursor', Buffer.from(JSON.stringify(place)).toString('base64url'));
    return `<?${query.toString()}>; rel="next"`;
  }
}

const Limit = wholeNumber(z.int().min(1).max(MOST)).default(DEFAULT_LIMIT);

/** A cursor tells a place. Callers do not know how, so that it can change. */
const cursorOf = <Place>(place: z.ZodType<Place>) =>
  z
    .string()
    .optional()
    .transform((text, context): Place | undefined => {
      if (text === undefined) return undefined;
      const read = place.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
      if (read.success) return read.data;
      context.addIssue('takes the cursor of a Link header');
      return z.NEVER;
    });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LIMIT = {
  name: 'limit',
  required: false,
  description: 'How many entries the page has at most.',
  schema: { type: 'integer', minimum: 1, maximum: MOST, default: DEFAULT_LIMIT },
} as const;
const CURSOR = {
  name: 'cursor',
  required: false,
  description: 'Where the page begins: follow the Link of the page before. Without it, the list begins.',
  schema: { type: 'string', example: 'WyIyMDI2LTEyLTI0Il0' },
} as const;

/**
 * The page that a request asks for, as a parameter of its handler. The documentation of the route tells of `limit`, `cursor`
 * and `Link`.
 * @param place the schema of an entry's place in the list
 * @throws InvalidInput for a limit beyond 1 to 100, and for a cursor that no answer of this list had
 */
export function PageAfter<Place>(place: z.ZodType<Place>): ParameterDecorator {
  const Query = z.object({ limit: Limit, cursor: cursorOf(place) });
  const read = (_data: unknown, context: ExecutionContext): Page<Place> => {
    const http = context.switchToHttp();
    const { query } = http.getRequest<{ query: unknown }>();
    const { data, error } = Query.safeParse(query);
    if (!data) throw new InvalidInput('query', nameRepeated(query, error.issues));
    return new Page(data.cursor, data.limit, http.getResponse<FastifyReply>());
  };
  return createParamDecorator(read, [describe])();
}

const describe: ParameterDecorator = (route, method) => {
  const handler = Object.getOwnPropertyDescriptor(route, method!)!;
  for (const decorate of [ApiQuery(LIMIT), ApiQuery(CURSOR), ApiExtension(PAGED, true)])
    decorate(route, method!, handler);
};

const NEXT = {
  description: 'The next page (`next`), as long as there is one (RFC 8288)',
  schema: { type: 'string' },
  example: `<?cursor=${CURSOR.schema.example}>; rel="next"`,
};

/** The operation, whose answer tells of `Link` if it is a page. */
export function withPages<Paged extends { responses: object }>(operation: Paged): Paged {
  const { [PAGED]: isPaged } = operation as Record<string, unknown>;
  const { 200: answer } = operation.responses as Record<string, { headers?: object }>;
  if (isPaged && answer) answer.headers = { ...answer.headers, Link: NEXT };
  return operation;
}
