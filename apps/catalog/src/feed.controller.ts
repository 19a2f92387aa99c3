import { Access, conditional, ETAG, Unlimited } from '#libs/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CatalogConfig } from './catalog.config.js';
import { ATOM, atomFeed, MOST_NEW } from './feed.js';
import { RecordsService } from './records.service.js';

@Controller('records.atom')
export class FeedController {
  constructor(
    private readonly records: RecordsService,
    private readonly config: CatalogConfig,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'followRecords',
    summary: 'Follow what is new as an Atom feed',
    description: `The newest ${MOST_NEW} records that are for sale (RFC 4287).`,
  })
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs a page of rows')
  @ApiProduces(ATOM)
  @ApiOkResponse({ description: 'The feed', headers: ETAG, schema: { type: 'string' } })
  async feed(@Res({ passthrough: true }) reply: FastifyReply) {
    const newest = await this.records.newest(MOST_NEW);
    const feed = atomFeed(newest, this.config.PUBLIC_URL);
    const shown = { version: newest.length, feed };
    const answer = conditional(reply, shown, feed);
    void reply.headers({
      'content-type': `${ATOM}; charset=utf-8`,
      'cache-control': 'public, max-age=60, stale-if-error=86400',
    });
    return answer;
  }
}
