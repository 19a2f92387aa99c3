import {
  Access,
  conditional,
  ETAG,
  NoSuchResource,
  type Page,
  PageAfter,
  Refuses,
  Unlimited,
  wholeNumber,
} from '#libs/service';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CatalogConfig } from './catalog.config.js';
import { Facts } from './facts.js';
import { Entry, entryOf, View, viewOf } from './record-view.js';
import { RecordsService, Withdrawn } from './records.service.js';
import { someText } from './text.js';

export const RecordId = z.uuid().describe('The id of the record');
const Records = z.object({ records: z.array(Entry) }).meta({ id: 'Records' });

const Words = someText(200).optional().meta({
  description: 'Words with which those of the artist and the title begin',
  example: 'blue',
});
const Artist = Facts.shape.artist.optional().describe('Exactly this artist');
const Genre = Facts.shape.genre.optional().describe('Exactly this genre');
const Label = Facts.shape.label.describe('Exactly this label');
const Year = wholeNumber(Facts.shape.year.unwrap()).optional().describe('Exactly this year');

@Controller('records')
export class RecordsController {
  constructor(
    private readonly records: RecordsService,
    private readonly config: CatalogConfig,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listRecords',
    summary: 'List the records for sale',
    description:
      'By artist and title. `q` finds records whose artist and title have words that begin like these, with or without ' +
      'accents; `artist`, `genre`, `label` and `year` find those that have exactly this. The `links` of a record lead to such lists.',
  })
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs a page of rows')
  @ApiOkResponse({ standardSchema: Records })
  async list(
    @PageAfter(RecordId) page: Page<string>,
    @Query('q', { schema: Words }) q?: string,
    @Query('artist', { schema: Artist }) artist?: string,
    @Query('genre', { schema: Genre }) genre?: string,
    @Query('label', { schema: Label }) label?: string,
    @Query('year', { schema: Year }) year?: number,
  ) {
    const filter = { q, artist, genre, label, year };
    const records = await page.of(
      (after, most) => this.records.records(filter, after, most),
      ({ recordId }) => recordId,
    );
    return { records: records.map((record) => entryOf(record, this.config.PUBLIC_URL)) };
  }

  @Get(':recordId')
  @ApiOperation({ operationId: 'getRecord', summary: 'Read a record that is for sale' })
  @Refuses(NoSuchResource, Withdrawn)
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs one row')
  @ApiOkResponse({ standardSchema: View, headers: ETAG })
  async record(
    @Param('recordId', { schema: RecordId }) recordId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const record = await this.records.record(recordId);
    return conditional(reply, record, viewOf(record, this.config.PUBLIC_URL));
  }
}
