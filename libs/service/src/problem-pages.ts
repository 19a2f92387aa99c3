import { codeOf, problemTypes, uriOf } from '#libs/messaging';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { NoSuchResource } from './common-problems.js';
import { unacceptable } from './negotiation.js';
import { problemOf, sendProblem } from './problem.js';
import { POLICY, problemList, problemPage } from './problem-page.js';
import { type ToldProblem, toldOf } from './problem-told.js';
import { JSON_TYPE } from './request-bodies.js';
import { addVary } from './vary.js';

/** Where the document of the whole platform has the problems of services that run elsewhere. */
export const TOLD_PROBLEMS = 'x-problem-types';

/** In seconds. The pages change with a release only. */
const MAX_AGE = 3_600;
const HTML = 'text/html';

/** As far as an OpenAPI document says which operation answers with which problem. */
interface Document {
  paths: object;
  [TOLD_PROBLEMS]?: ToldProblem[];
}

const TYPE = new RegExp(`${uriOf('')}[^"]+`, 'g');

/** The operations of a document that may answer with each problem, by its code: `GET /things/{thingId}`. */
export function answering({ paths }: Document): Map<string, string[]> {
  const pairs = Object.entries(paths as Record<string, Record<string, { responses?: object }>>).flatMap(
    ([path, item]) =>
      Object.entries(item).flatMap(([method, { responses = {} }]) =>
        [...new Set(JSON.stringify(responses).match(TYPE))].map((type) => ({
          code: codeOf(type),
          operation: `${method.toUpperCase()} ${path}`,
        })),
      ),
  );
  const grouped = Map.groupBy(pairs, ({ code }) => code);
  return new Map([...grouped].map(([code, some]) => [code, some.map(({ operation }) => operation)]));
}

/**
 * Serves a page about each kind of problem at `/problems/<code>`, and their list at `/problems`: for people, or in JSON for
 * a client that accepts it rather than HTML.
 */
export function serveProblems(server: FastifyInstance, document: Document): void {
  const all = [...(document[TOLD_PROBLEMS] ?? []), ...problemTypes().map(toldOf)];
  const told = new Map(all.map((one) => [one.code, one]));
  const list = [...told.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1));
  const operations = answering(document);
  server.get('/problems', (request, reply) => {
    show(request, reply, list, () => problemList(list));
  });
  server.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const one = told.get(request.params.code);
    if (!one)
      return refuse(reply, NoSuchResource.refusal('There is no such problem: see `/problems` for all.'));
    const page = { ...one, operations: operations.get(one.code) ?? [] };
    return show(request, reply, page, () => problemPage(page));
  });
}

const refuse = (reply: FastifyReply, refusal: Error): void => sendProblem(reply, problemOf(refusal));

function show({ headers }: FastifyRequest, reply: FastifyReply, json: object, html: () => string): void {
  const type = new Negotiator({ headers } as never).mediaType([HTML, JSON_TYPE]);
  if (!type) {
    return refuse(reply, unacceptable([HTML, JSON_TYPE]));
  }
  addVary(reply, 'accept');
  void reply
    .headers({ 'cache-control': `public, max-age=${MAX_AGE}`, ...(type === HTML && POLICY) })
    .type(`${type}; charset=utf-8`)
    .send(type === HTML ? html() : JSON.stringify(json));
}
