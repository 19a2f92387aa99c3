import {
  Access,
  Group,
  NoSuchResource,
  PeerUnavailable,
  Refuses,
  Unlimited,
  wholeNumber,
} from '#libs/service';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BadList } from './bad-list.js';
import { RecordId, searchText } from './inputs.js';
import { listPage } from './list-page.js';
import { recordPage } from './record-page.js';
import { Shop } from './shop.js';
import { show, ShowsPage } from './show.js';
import { Visits } from './visits.js';

const Words = searchText(200)
  .optional()
  .meta({ description: 'What the artist or the title has', example: 'blue' });
const Genre = searchText(200).optional().meta({ description: 'Exactly this genre', example: 'Jazz' });
const Cursor = z.string().max(500).optional().meta({
  description: 'Where the page begins: follow its link to more records',
  example: 'IjAxOTNhMWIyIg',
});
const From = wholeNumber(z.int().min(0).max(1_000_000)).default(0).meta({
  description: 'How many records of the last known list to skip, while the catalogue is down',
  example: 20,
});

@Group('Shop', 'Pages for people who buy records.')
@Controller('shop')
export class RecordsController {
  constructor(
    private readonly shop: Shop,
    private readonly visits: Visits,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'showShop',
    summary: 'Browse the records for sale as a page',
    description: '`from` is for the last known list, which is shown while the catalogue is down.',
  })
  @Refuses(BadList)
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs four calls and two rows')
  @ShowsPage('A page of records')
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('from', { schema: From }) from: number,
    @Query('q', { schema: Words }) q?: string,
    @Query('genre', { schema: Genre }) genre?: string,
    @Query('cursor', { schema: Cursor }) cursor?: string,
  ) {
    const visit = await this.visits.of(request, reply);
    const { points, degraded, ...view } = await this.shop.list(visit, { q, genre, cursor }, from);
    return show(reply, visit, { ...listPage({ ...view, up: visit.up, q, genre }), points, degraded, q });
  }

  @Get('records/:recordId')
  @ApiOperation({ operationId: 'showRecord', summary: 'Show a record as a page' })
  @Refuses(NoSuchResource, PeerUnavailable)
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs four calls and two rows')
  @ShowsPage('The page of a record')
  async record(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('recordId', { schema: RecordId }) recordId: string,
  ) {
    const visit = await this.visits.of(request, reply);
    const { points, degraded, ...view } = await this.shop.record(visit, recordId);
    const inCart = visit.cart.find((line) => line.recordId === recordId)?.quantity ?? 0;
    return show(reply, visit, { ...recordPage({ ...view, up: visit.up, inCart }), points, degraded });
  }
}
