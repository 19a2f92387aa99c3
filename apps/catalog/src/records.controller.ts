import { Access, ETAG, NoSuchResource, type Page, PageAfter, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { Facts } from './facts.js';
import { RecordsService, Withdrawn } from './records.service.js';
import { type Place, placeOf } from './records.store.js';
import { someText } from './text.js';

export const RecordId = z.uuid();
export const View = Facts.extend({
  recordId: z.uuid(),
  listedAt: z.iso.datetime(),
  version: z.int(),
}).meta({ id: 'Record' });
const Entry = View.omit({ tracks: true }).meta({ id: 'RecordEntry' });
const Records = z.object({ records: z.array(Entry) }).meta({ id: 'Records' });

/** Artists and titles may have any letters; folded, they are at most a few times as long. */
const Place = z.object({ place: z.string().max(2_000), recordId: z.uuid() });

const Words = someText(200).optional().meta({ example: 'blue' });
const Artist = Facts.shape.artist.optional();
const Genre = Facts.shape.genre.optional();
const Label = Facts.shape.label;
const Year = z.coerce.number().pipe(z.int().min(1877).max(2100)).optional();

@Controller('records')
export class RecordsController {
  constructor(private readonly records: RecordsService) {}

  @Get()
  @ApiOperation({
    operationId: 'listRecords',
    summary: 'List the records for sale',
    description:
      'By artist and title. `q` finds records whose artist and title have words that begin like these, with or without ' +
      'accents; `artist`, `genre`, `label` and `year` find those that have exactly this.',
  })
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs a page of rows')
  @ApiOkResponse({ standardSchema: Records })
  async list(
    @PageAfter(Place) page: Page<Place>,
    @Query('q', { schema: Words }) q?: string,
    @Query('artist', { schema: Artist }) artist?: string,
    @Query('genre', { schema: Genre }) genre?: string,
    @Query('label', { schema: Label }) label?: string,
    @Query('year', { schema: Year }) year?: number,
  ) {
    const filter = { q, artist, genre, label, year };
    const records = await page.of(
      (after, most) => this.records.records(filter, after, most),
      (record) => ({ place: placeOf(record), recordId: record.recordId }),
    );
    return { records: records.map(({ tracks: _tracks, ...entry }) => entry) };
  }

  @Get(':recordId')
  @ApiOperation({ operationId: 'getRecord', summary: 'Read a record that is for sale' })
  @Refuses(NoSuchResource, Withdrawn)
  @Access({ public: true })
  @Unlimited('tells the public catalogue; costs one row')
  @ApiOkResponse({ standardSchema: View, headers: ETAG })
  record(@Param('recordId', { schema: RecordId }) recordId: string) {
    return this.records.record(recordId);
  }
}
