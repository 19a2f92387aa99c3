import { Group, Access, ETAG, conditional, Unlimited } from '#libs/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CACHE_HEADERS } from './cache-headers.js';
import { NamesBoardConfig } from './names-board.config.js';
import { contentSecurityPolicy, renderPage } from './page.js';
import { Top10 } from './top10.js';

@Group('Baby names')
@Controller()
export class PageController {
  constructor(
    private readonly top10: Top10,
    private readonly config: NamesBoardConfig,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'showBoard', summary: 'Show the most frequent names as a page' })
  @Access({ public: true })
  @Unlimited('tells the public list; costs one row, and caches keep it')
  @ApiProduces('text/html')
  @ApiOkResponse({
    description: 'A page that keeps itself up to date',
    headers: ETAG,
    schema: { type: 'string' },
  })
  async page(@Res({ passthrough: true }) reply: FastifyReply) {
    const { NAMES_STREAM_URL: stream } = this.config;
    const list = await this.top10.current();
    const html = renderPage(list, stream);
    const shown = { version: list.version, html };
    const answer = conditional(reply, shown, html);
    void reply.headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(stream),
      'referrer-policy': 'no-referrer',
      ...CACHE_HEADERS,
    });
    return answer;
  }
}
