import { Refusal } from '#libs/messaging';
import { Access, Consumes, Limit, perAddress } from '#libs/service';
import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Negotiator from 'negotiator';
import { Verifications } from './verifications.js';

/** The URL of such a page is a secret: it must not be cached, sent as a referrer, or framed by another site. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

function page(reply: FastifyReply, title: string, content: string): string {
  void reply.headers(HEADERS);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body { font: 1.1rem/1.5 system-ui; max-width: 32rem; margin: 15vh auto; padding: 0 1rem }</style>
<main>
<h1>${title}</h1>
${content}
</main>
</html>
`;
}

/** Shows the page once the work is done. A browser gets a refusal as a page, too. */
async function show(reply: FastifyReply, work: Promise<void>, title: string, content: string) {
  try {
    await work;
  } catch (error) {
    const wanted = new Negotiator(reply.request).mediaType(['application/problem+json', 'text/html']);
    if (!(error instanceof Refusal) || wanted !== 'text/html') throw error;
    void reply.status(error.status);
    return page(reply, 'This link does not work', `<p>${error.message}</p>`);
  }
  return page(reply, title, content);
}

/** Two pages. Opening the first changes nothing, because mail scanners follow links; its button verifies the address. */
@Controller('verifications')
export class VerificationsController {
  constructor(
    private readonly verifications: Verifications,
    { httpAdapter }: HttpAdapterHost,
  ) {
    // Browsers send this content type even for a form without fields.
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser('application/x-www-form-urlencoded', (_request, body, done) => {
      body.resume();
      done(null);
    });
  }

  @Get(':token')
  @Access({ public: true })
  @Limit('tells whether a link is valid', perAddress('VERIFICATIONS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page with a button that confirms the address' })
  ask(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const button = '<form method="post"><button>Yes, this address is mine</button></form>';
    return show(reply, this.verifications.check(token), 'Is this your e-mail address?', button);
  }

  @Post(':token')
  @HttpCode(200)
  @Consumes('application/x-www-form-urlencoded')
  @Access({ public: true })
  @Limit('tells whether a link is valid; verifies an address', perAddress('VERIFICATIONS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The address is verified' })
  confirm(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const thanks = '<p>Your e-mail address is verified.</p>';
    return show(reply, this.verifications.verify(token), 'Thank you', thanks);
  }
}
