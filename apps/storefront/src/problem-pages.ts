import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { headersOf, renderPage } from './page.js';
import { type ToldToPeople, problemPage } from './problem-page.js';
import { Visits } from './visits.js';

const JSON_TYPE = 'application/problem+json';

/** A browser gets each problem below `/shop` as a page of the shop, any other client as problem details. */
@Injectable()
export class ProblemPages {
  constructor(
    private readonly visits: Visits,
    { httpAdapter }: HttpAdapterHost,
  ) {
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onSend', (request, reply, payload) => this.asPage(request, reply, payload));
  }

  private async asPage(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    if (typeof payload !== 'string' || !isProblem(reply) || !wantsPage(request)) return payload;
    const visit = await this.visits.of(request, reply);
    const page = problemPage(visit.up, request, JSON.parse(payload) as ToldToPeople);
    void reply.headers(headersOf({}));
    return renderPage(visit, page);
  }
}

const isProblem = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type')).startsWith(JSON_TYPE);

const wantsPage = (request: FastifyRequest): boolean =>
  /^\/shop(?:[/?]|$)/.test(request.url) &&
  new Negotiator(request).mediaType([JSON_TYPE, 'text/html']) === 'text/html';
