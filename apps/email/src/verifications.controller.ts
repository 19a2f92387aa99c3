import { Access } from '#libs/service';
import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Verifications } from './verifications.js';

/** The address of such a page is a key: it is neither kept, nor told, nor shown in somebody else's frame. */
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

/** Two pages for people. The first changes nothing, because mail scanners follow links; its button does. */
@Controller('verifications')
export class VerificationsController {
  constructor(
    private readonly verifications: Verifications,
    { httpAdapter }: HttpAdapterHost,
  ) {
    // Browsers name this type even for a form without fields.
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser('application/x-www-form-urlencoded', (_request, body, done) => {
      body.resume();
      done(null);
    });
  }

  @Get(':token')
  @Access({ public: true })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page with a button that confirms the address' })
  async ask(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.verifications.check(token);
    const button = '<form method="post"><button>Yes, this address is mine</button></form>';
    return page(reply, 'Is this your e-mail address?', button);
  }

  @Post(':token')
  @HttpCode(200)
  @Access({ public: true })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The address is verified' })
  async confirm(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.verifications.verify(token);
    return page(reply, 'Thank you', '<p>Your e-mail address is verified.</p>');
  }
}
