import { Access } from '#libs/service';
import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { Verifications } from './verifications.js';

const HTML = 'text/html; charset=utf-8';

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body { font: 1.1rem/1.5 system-ui; max-width: 32rem; margin: 15vh auto; padding: 0 1rem }</style>
<h1>${title}</h1>
${content}
</html>
`;

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
  @Header('content-type', HTML)
  async ask(@Param('token') token: string) {
    await this.verifications.check(token);
    return page(
      'Is this your e-mail address?',
      '<form method="post"><button>Yes, this address is mine</button></form>',
    );
  }

  @Post(':token')
  @HttpCode(200)
  @Access({ public: true })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The address is verified' })
  @Header('content-type', HTML)
  async confirm(@Param('token') token: string) {
    await this.verifications.verify(token);
    return page('Thank you', '<p>Your e-mail address is verified.</p>');
  }
}
