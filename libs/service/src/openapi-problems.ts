import { type ProblemType } from '#libs/messaging';
import { STATUS_CODES } from 'node:http';
import {
  BadRequest,
  Full,
  Internal,
  InvalidRequest,
  NotAcceptable,
  PayloadTooLarge,
  PeerUnavailable,
  POINTER,
  Unavailable,
  UnsupportedMediaType,
} from './common-problems.js';
import { PROBLEM_JSON } from './problem.js';
import { membersOf, pageOf } from './problem-told.js';

type Schema = Record<string, unknown>;

/** The problem details that every operation can answer with (RFC 9457). */
export const PROBLEM = {
  type: 'object',
  description: 'What went wrong (RFC 9457). A problem may have further members.',
  externalDocs: { description: 'Every kind of problem, each with its page', url: '/problems' },
  required: ['type', 'title', 'status', 'detail', 'correlationId'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'The kind of problem: stable, for programs' },
    title: { type: 'string', description: 'The name of the status' },
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'The status of the answer' },
    detail: { type: 'string', description: 'What to do about it, for people; the words may change' },
    correlationId: { type: 'string', description: 'To be quoted in a report' },
    errors: {
      type: 'array',
      description: 'What is wrong with the parts of the request',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: POINTER },
          detail: { type: 'string', description: 'What is wrong there' },
        },
      },
    },
  },
};

/** What is known of an operation that decides which problems it has, beside those that its decorators declare. */
export interface Facts {
  method: string;
  /** It has a body or parameters with a schema. */
  hasInput: boolean;
  usesDatabase: boolean;
  /** It calls another service, be it for the keys of tokens. */
  usesPeers: boolean;
}

/** Every problem that an operation can answer with, each once, by status. */
export function problemsOf(declared: ProblemType[], facts: Facts): [status: number, ProblemType[]][] {
  const { hasInput, method } = facts;
  const all = new Set<ProblemType<any>>([
    ...declared,
    BadRequest,
    ...(hasInput ? [InvalidRequest] : []),
    NotAcceptable,
    ...(method === 'get' || method === 'head' ? [] : [PayloadTooLarge, UnsupportedMediaType]),
    Internal,
    ...(facts.usesDatabase ? [Unavailable] : []),
    ...(facts.usesPeers ? [PeerUnavailable, Full] : []),
  ]);
  return [...Map.groupBy(all, ({ status }) => status)].toSorted(([one], [other]) => one - other);
}

/** What the document says of the problems of one status, or of several. */
export const problemAnswer = (types: ProblemType[], status?: number, asPage = false) => ({
  description: [
    `${status ? STATUS_CODES[status] : 'Refused before the operation is known'}:`,
    ...types.map(({ code, meaning, advice }) => `- [\`${code}\`](${pageOf(code)}): ${meaning} ${advice}`),
  ].join('\n'),
  content: {
    ...Object.fromEntries(
      types.map(({ mediaType = PROBLEM_JSON }) => [mediaType, { schema: problemSchema(types, status) }]),
    ),
    ...(asPage && { 'text/html': { schema: { type: 'string' } } }),
  },
});

/** Further members are there with the types that have them. */
function problemSchema(types: ProblemType[], status?: number): Schema {
  const members = Object.assign({}, ...types.map((one) => membersOf(one))) as Schema;
  const required = Object.keys(members).filter((name) => types.every(({ members: own }) => name in own));
  return {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      {
        type: 'object',
        properties: {
          type: { type: 'string', enum: types.map(({ type }) => type) },
          ...(status && { status: { type: 'integer', const: status } }),
          ...members,
        },
        ...(required.length && { required }),
      },
    ],
  };
}
