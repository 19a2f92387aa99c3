import type { ProblemType } from '#libs/messaging';
import {
  BadRequest,
  Forbidden,
  ForbiddenHost,
  ForbiddenOrigin,
  PayloadTooLarge,
  Unauthenticated,
  UnsupportedMediaType,
} from './common-problems.js';
import { CORRELATION_ID as VALID } from '#libs/telemetry';
import type { Operation } from './openapi-types.js';

interface Header {
  description: string;
  schema: object;
  example?: string;
}
type Responses = Record<string, object>;

const text = (description: string, example: string): Header => ({
  description,
  schema: { type: 'string' },
  example,
});

/** An entity tag. */
export const A_TAG = '"1-3kPqNT0dJbU"';

/** The header that every operation takes. */
export const CORRELATION_ID = {
  name: 'x-correlation-id',
  in: 'header',
  required: false,
  description:
    `The business process that the request belongs to: it fits \`${VALID.source}\`. One that does not is replaced by a new one, ` +
    'and `X-Correlation-ID-Note` in the answer says so.',
  // No pattern: one that does not fit is replaced, not refused.
  schema: { type: 'string' },
  example: 'my-first-request',
};

/** What an operation takes that answers with an ETag. */
export const IF_NONE_MATCH = {
  name: 'if-none-match',
  in: 'header',
  required: false,
  description: 'The ETag that the caller received last: when it is still the current one, the answer is 304.',
  schema: { type: 'string' },
  example: A_TAG,
};

/** Every header of answers, by name: `components.headers` of each document. */
export const HEADERS = {
  'X-Correlation-ID': text('The business process that the request belongs to', 'my-first-request'),
  'X-Correlation-ID-Note': text(
    'Why the `X-Correlation-ID` of the request was not taken',
    'replaced: send 8 to 64 of the characters A-Z a-z 0-9 . _ -',
  ),
  ETag: text('The version of the thing, for `If-Match` and `If-None-Match` (RFC 9110)', A_TAG),
  'Accept-Patch': text(
    'The media types of patches to the thing (RFC 5789)',
    'application/merge-patch+json, application/json',
  ),
  Location: text('Where the thing can be read', '/v2/things/0198c0de-0000-7000-8000-000000000001'),
  Allow: text('The methods of the path, with `method-not-allowed`', 'GET, PATCH'),
  'WWW-Authenticate': text('How to authenticate, and what is wrong with the token', 'Bearer'),
  'Retry-After': {
    description: 'Seconds to wait before the next attempt',
    schema: { type: 'integer', minimum: 1 },
  },
  // draft-ietf-httpapi-ratelimit-headers
  RateLimit: text(
    'What is left (`r`) of each limit, and seconds until it is whole again (`t`); one with `r=0` is used up.',
    '"calls-per-minute";r=59;t=60',
  ),
  'RateLimit-Policy': text('Each limit, with its window in seconds', '"calls-per-minute";q=60;w=60'),
  // RFC 9745, RFC 8594
  Deprecation: text(
    'Since when new callers should not use the operation, in seconds since 1970',
    '@1793491200',
  ),
  Sunset: text('When the operation may be gone', 'Sat, 01 May 2027 00:00:00 GMT'),
  Link: text(
    'The page of the problem (`help`), or the successor of the operation (`successor-version`)',
    '</problems/not-found>; rel="help"',
  ),
};

const told = (...names: (keyof typeof HEADERS)[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** For `headers` of the response to a request that reads or changes a thing with a version. */
export const ETAG = told('ETag') as never;

/** For `headers` of the response to a request that makes a thing which can be read. */
export const LOCATION = told('Location') as never;

/** For `headers` of an answer that asks the caller to ask again. */
export const RETRY_AFTER = told('Retry-After') as never;

/** For `headers` of every answer of an operation that ends. */
export const ENDS = told('Deprecation', 'Sunset', 'Link');

/** For `headers` of an answer about a thing that takes patches. */
export const ACCEPT_PATCH = told('Accept-Patch');

/** Which headers come with which answers. */
interface HeaderRule {
  headers: Record<string, { $ref: string }>;
  on: (status: string) => boolean;
}

const isAny = () => true;

/** Refusals of requests that no limit has counted yet. */
const BEFORE_LIMITS: ProblemType<any>[] = [
  BadRequest,
  PayloadTooLarge,
  UnsupportedMediaType,
  Unauthenticated,
  Forbidden,
  ForbiddenHost,
  ForbiddenOrigin,
];

/**
 * The headers of an operation's answers, beside those that its decorators declare.
 * @param problems every problem of the operation, by status
 */
export function headersOf(
  { 'x-limit': limit, 'x-ends': ends }: Operation,
  method: string,
  declared: ProblemType[],
  problems: [status: number, ProblemType[]][],
): HeaderRule[] {
  const isTold = limit?.rules.some(({ told }) => told);
  const uncounted = problems.flatMap(([status, types]) =>
    types.every((type) => BEFORE_LIMITS.includes(type)) ? [String(status)] : [],
  );
  const counts = (status: string) => status !== 'default' && !uncounted.includes(status);
  const isProblem = (status: string) =>
    status === 'default' || problems.some(([one]) => String(one) === status);
  const retried = ['503', ...declared.filter(({ retries }) => retries).map(({ status }) => String(status))];
  return [
    { headers: told('X-Correlation-ID', 'X-Correlation-ID-Note'), on: isAny },
    { headers: told('ETag'), on: (status) => status === '304' },
    { headers: told('Link'), on: isProblem },
    { headers: told('WWW-Authenticate'), on: (status) => status === '401' },
    { headers: ACCEPT_PATCH, on: (status) => method === 'patch' && status === '415' },
    { headers: told('Allow'), on: (status) => status === 'default' },
    { headers: told('Retry-After'), on: (status) => retried.includes(status) },
    {
      headers: told('RateLimit', 'RateLimit-Policy'),
      on: (status) => status === '429' || (isTold === true && counts(status)),
    },
    ...(ends ? [{ headers: ENDS, on: isAny }] : []),
  ];
}

/** Adds to each response the headers that come with it. */
export function addHeaders(responses: Responses, rules: HeaderRule[]): void {
  for (const [status, response] of Object.entries(responses)) {
    const added = rules.filter(({ on }) => on(status)).map(({ headers }) => headers);
    const { headers } = response as { headers?: object };
    Object.assign(response, { headers: Object.assign({}, headers, ...added) as object });
  }
}
