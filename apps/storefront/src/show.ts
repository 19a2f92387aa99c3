import { ApiOkResponse, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { LOCATION } from '#libs/service';
import { applyDecorators, HttpCode } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Later } from './degraded.js';
import { headersOf, type Page, renderPage } from './page.js';
import type { Visit } from './visits.js';

/** Answers with a page. */
export function show(reply: FastifyReply, visit: Visit, page: Page, status = 200): string {
  void reply.status(status).headers(headersOf(page));
  return renderPage(visit, page);
}

const PAGE = { schema: { type: 'string' } } as const;

/** A route that answers with a page. */
export const ShowsPage = (description: string) =>
  applyDecorators(
    ApiProduces('text/html'),
    ApiOkResponse({
      description,
      headers: {
        'X-Degraded': {
          description: 'The neighbours without which the page was made',
          schema: { type: 'string', example: 'catalog, loyalty' },
        },
      },
      ...PAGE,
    }),
  );

/** A route that leads a browser to the page behind what it did. */
export const LeadsOn = (description: string) =>
  applyDecorators(
    ApiProduces('text/html'),
    HttpCode(303),
    ApiResponse({ status: 303, description, headers: LOCATION, ...PAGE }),
  );

/** A route that answers a form with the page that tells what became of it. */
export const ShowsNext = (status: number, description: string) =>
  applyDecorators(ApiProduces('text/html'), HttpCode(status), ApiResponse({ status, description, ...PAGE }));

/** A page of a person, who is led to the form to log in without one. */
export const LeadsToLogIn = () =>
  ApiResponse({ status: 303, description: 'To the form to log in', headers: LOCATION, ...PAGE });

/** The page that a form came from, shown again with what is wrong. */
export const ShowsAgain = (status: number, description: string) =>
  ApiResponse({ status, description, ...PAGE });

/** The status of a page that is shown again because what it asks for cannot be done now. */
export function notNow(reply: FastifyReply, { seconds }: Later): 503 {
  void reply.header('retry-after', seconds);
  return 503;
}

/** Leads the browser on. @param to relative to the page that was asked for */
export function leadOn(reply: FastifyReply, to: string): void {
  void reply.status(303).header('location', to);
}
