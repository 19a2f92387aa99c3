import { Access, Unlimited } from '#libs/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CONTENT_SECURITY_POLICY, renderPage } from './page.js';
import { PublicApi } from './public-api.js';

@ApiExcludeController()
@Controller()
export class PageController {
  constructor(private readonly api: PublicApi) {}

  @Get()
  @Access({ public: true })
  @Unlimited('tells which pages there are, from memory')
  @ApiProduces('text/html')
  page(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cache-control': 'public, max-age=60',
    });
    return renderPage(this.api.pages);
  }
}
