import { type Problem, ProblemFilter } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Catch } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import Negotiator from 'negotiator';
import { html } from './html.js';
import { headersOf, renderPage } from './page.js';
import { upFrom } from './visits.js';

/** A browser gets a problem as a page of the shop, any other client as problem details. */
@Catch()
export class ProblemPages extends ProblemFilter {
  constructor({ log }: Telemetry) {
    super(log);
  }

  protected override send(reply: FastifyReply, problem: Problem): void {
    const wanted = new Negotiator(reply.request).mediaType(['application/problem+json', 'text/html']);
    if (wanted !== 'text/html') return super.send(reply, problem);
    const { title, detail, status, retryAfter } = problem;
    const up = upFrom(reply.request.url);
    const content = html`<h1>${title}</h1>
      <p role="alert">${detail}</p>
      <p><a href="${up}shop">Show all records</a></p>
      <p class="quiet-text">If you report this, quote ${reply.request.correlationId}.</p>`;
    if (retryAfter) void reply.header('retry-after', retryAfter);
    void reply
      .status(status)
      .headers(headersOf({}))
      .send(renderPage({ cart: [], hasLostCart: false, up }, { title, content }));
  }
}
