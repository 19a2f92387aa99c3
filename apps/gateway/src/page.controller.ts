import { Access, addVary, Unlimited } from '#libs/service';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { GatewayConfig } from './gateway.config.js';
import { homeOf } from './home.js';
import { CONTENT_SECURITY_POLICY, renderPage } from './page.js';
import { PREFIX, PublicApi } from './public-api.js';

const JSON_TYPE = 'application/json';
const HTML = 'text/html';

/** What stands at this address: a page for people, and links for programs, which begin at either path. */
@ApiExcludeController()
@Controller()
export class PageController {
  constructor(
    private readonly api: PublicApi,
    private readonly config: GatewayConfig,
  ) {}

  @Get(['/', PREFIX])
  @Access({ public: true })
  @Unlimited('tells which pages and operations there are, from memory')
  @ApiProduces(JSON_TYPE, HTML)
  page(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    addVary(reply, 'accept');
    void reply.header('cache-control', 'public, max-age=60');
    // A program that names no type gets links: a browser names its own.
    if (new Negotiator(request).mediaType([JSON_TYPE, HTML]) === JSON_TYPE)
      return homeOf(this.api.starts, `${request.protocol}://${request.host}`);
    void reply.headers({
      'content-type': `${HTML}; charset=utf-8`,
      'content-security-policy': CONTENT_SECURITY_POLICY,
    });
    return renderPage(this.config.SITE_NAME, this.api.pages);
  }
}
