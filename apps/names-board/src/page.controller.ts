import { Access } from '#libs/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { freshness } from './freshness.js';
import { NamesBoardConfig } from './names-board.config.js';
import { page, policy } from './page.js';
import { Top10 } from './top10.js';

@Controller()
export class PageController {
  constructor(
    private readonly top10: Top10,
    private readonly config: NamesBoardConfig,
  ) {}

  @Get()
  @Access({ public: true })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The list as a page, which keeps itself up to date' })
  async page(@Res({ passthrough: true }) reply: FastifyReply) {
    const { NAMES_STREAM_URL: stream } = this.config;
    const list = await this.top10.current();
    void reply.headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(stream),
      'referrer-policy': 'no-referrer',
      ...freshness(list),
    });
    return page(list, stream);
  }
}
