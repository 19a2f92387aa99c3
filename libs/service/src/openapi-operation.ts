import { type ProblemType, problemTypes } from '#libs/messaging';
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { type AccessRule, admitsPeople } from './access.js';
import {
  BadRequest,
  HeadersTooLarge,
  MethodNotAllowed,
  NoSuchPath,
  RequestTimeout,
} from './common-problems.js';
import { ACCEPT_PATCH, addHeaders, CORRELATION_ID, headersOf, IF_NONE_MATCH } from './openapi-headers.js';
import { problemAnswer, problemsOf } from './openapi-problems.js';
import { OPTIONAL } from './openapi-schema.js';
import type { Api, Described, Operation, Parameters } from './openapi-types.js';
import { PROBLEMS } from './refuses.js';
import type { SettingMeta } from './settings.js';

/** Where an operation is: its method in lower case, and its path as documents write it. */
interface Place {
  method: string;
  path: string;
}

/** Completes what decorators say of an operation by what follows from it: callers, limits, answers, headers. */
export function completeOperation(
  { [PROBLEMS]: codes = [], ...operation }: Operation,
  place: Place,
  api: Api,
): Described {
  requireBodyIfRefused(operation.requestBody);
  const access = operation['x-access'] ?? {};
  const declared = problemTypes().filter(({ code }) => codes.includes(code));
  const facts = factsOf(operation, place, api);
  const problems = problemsOf(declared, facts);
  const isCached = place.method === 'get' && hasETag(operation);
  const responses = {
    ...completed(operation.responses),
    ...(isCached && { 304: unchanged(operation) }),
    ...Object.fromEntries(
      problems.map(([status, types]) => [status, problemAnswer(types, status, showsPages(operation))]),
    ),
  };
  addHeaders(responses, headersOf(operation, place.method, declared, problems));
  return {
    ...operation,
    summary: operation.summary ?? '',
    description: descriptionOf(operation, api),
    parameters: [
      ...(operation.parameters ?? []).flatMap(requiredIfRefused),
      ...(isCached ? [IF_NONE_MATCH] : []),
      CORRELATION_ID,
    ],
    responses: { ...responses, default: defaultAnswer() },
    security: operation.security ?? [],
    ...(operation['x-ends'] && { deprecated: true }),
    ...(isInternal(access) && { 'x-internal': true }),
  } as Described;
}

/** What a thing says of itself when the caller has its version already. */
const unchanged = ({ responses }: Described) => {
  const { headers = {} } = responses[200] as { headers?: object };
  return {
    description: 'The caller has this version already, as `If-None-Match` says',
    ...('Accept-Patch' in headers && { headers: ACCEPT_PATCH }),
  };
};

/** What a service answers before it knows the operation. */
const defaultAnswer = () =>
  problemResponse([BadRequest, NoSuchPath, MethodNotAllowed, RequestTimeout, HeadersTooLarge]);

/**
 * What a document says of problems that come with no other headers than every problem.
 * @param status theirs, if they have one in common
 */
export function problemResponse(types: ProblemType[], status?: number, asPage = false) {
  const answer = problemAnswer(types, status, asPage);
  addHeaders(
    { [status ?? 'default']: answer },
    headersOf({ responses: {} }, '', types, status ? [[status, types]] : []),
  );
  return answer as typeof answer & { headers: Record<string, object> };
}

function factsOf(
  { requestBody, parameters = [], 'x-access': access = {} }: Operation,
  place: Place,
  api: Api,
) {
  const route = `${place.method.toUpperCase()} ${place.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  return {
    method: place.method,
    hasInput: Boolean(requestBody) || parameters.some(hasSchema),
    usesDatabase: !api.isStateless && !api.withoutDatabase.includes(route),
    usesPeers: !access.public || neighboursOf(api, route).length > 0,
  };
}

/** A parameter without a schema of its own is any text. */
function hasSchema(parameter: Parameters[number]): boolean {
  if (!('in' in parameter) || parameter.in === 'header') return false;
  const { example: _, ...schema } = (parameter.schema ?? {}) as { example?: unknown };
  return Object.keys(schema).length > 1;
}

const neighboursOf = ({ settings }: Api, route: string): string[] =>
  Object.values(settings.shape).flatMap((setting) => {
    const { peer, outside, neededBy = [] } = ((setting as z.ZodType).meta() ?? {}) as SettingMeta;
    return neededBy.includes(route) ? [peer ?? outside ?? ''] : [];
  });

/** Only services and operators may call it. */
const isInternal = (rule: AccessRule): boolean => !rule.public && !admitsPeople(rule);

/** A browser gets a problem as a page where it gets pages. */
const showsPages = ({ responses }: Described): boolean =>
  Object.entries(responses).some(
    ([status, response]) =>
      /^[23]/.test(status) && 'text/html' in ((response as { content?: object }).content ?? {}),
  );

const hasETag = ({ responses }: Described): boolean =>
  'ETag' in ((responses[200] as { headers?: object })?.headers ?? {});

/** A redirect has no body, although a route that leads on counts as one that shows pages. */
const completed = (responses: Described['responses']): Described['responses'] =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const told = { ...response } as { content?: object; description?: string };
      told.description ||= STATUS_CODES[status] ?? '';
      if (status.startsWith('3')) delete told.content;
      return [status, told];
    }),
  ) as Described['responses'];

/**
 * A parameter as required as its schema says. Nest's pipes do not see headers, so one without a description of its own is
 * never refused; OpenAPI has no parameter for `Authorization`, which is in `security`.
 */
function requiredIfRefused(parameter: Parameters[number]): Parameters {
  if ('$ref' in parameter) return [parameter];
  if (parameter.in === 'header') {
    if (parameter.name.toLowerCase() === 'authorization') return [];
    return [parameter.description ? parameter : { ...parameter, required: false }];
  }
  const {
    [OPTIONAL]: isOptional,
    description,
    ...schema
  } = (parameter.schema ?? {}) as Record<string, unknown> & { description?: string };
  const told = parameter.description ?? description;
  return [
    {
      ...parameter,
      ...(told && { description: told }),
      schema,
      ...(isOptional === true && { required: false }),
    },
  ];
}

/** A body as required as its schema says. */
function requireBodyIfRefused(body: Described['requestBody']): void {
  if (!body || '$ref' in body) return;
  for (const { schema } of Object.values(body.content)) {
    const marked = schema as Record<string, unknown> | undefined;
    if (marked?.[OPTIONAL]) body.required = false;
    delete marked?.[OPTIONAL];
  }
}

/** What a person wrote, and who may call how often. */
function descriptionOf(operation: Operation, api: Api): string {
  const { description, 'x-access': access = {}, 'x-limit': limit, 'x-ends': ends } = operation;
  const limits = limit?.rules.map(
    ({ setting, each }) => `${limitOf(api, setting)} for each ${each} (\`${setting}\`)`,
  );
  return [
    ends && `Ends on ${ends.sunset}: use \`${ends.successor.replaceAll(/:(\w+)/g, '{$1}')}\`.`,
    description,
    isStream(operation) &&
      'The answer is a stream, which does not end by itself: `/docs` cannot try it. Follow it with `curl -N`, or with `EventSource` in a browser.',
    `Callers: ${callersOf(access)}.`,
    limits?.length && `Limits, unless they are set otherwise: ${limits.join('; ')}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const isStream = ({ responses }: Operation): boolean =>
  'text/event-stream' in ((responses[200] as { content?: object } | undefined)?.content ?? {});

function limitOf({ settings }: Api, setting: string): string {
  const field = settings.shape[setting] as z.ZodType | undefined;
  const { limit = '' } = (field?.meta() ?? {}) as SettingMeta;
  return `${String(field?.parse(undefined))} ${limit}`;
}

function callersOf({ public: isPublic, subject, person, services = [], role }: AccessRule): string {
  if (isPublic) return 'anyone, without a token';
  const some = [
    ...(subject ? [`the person whose id is \`${subject}\``] : []),
    ...(person ? ['people, each for themselves'] : []),
    ...services.map((name) => `the service \`${name}\``),
    ...(role ? [`${role}s`] : []),
  ];
  return some.join(', ');
}
