import {
  Access,
  Idempotency,
  IdempotencyKey,
  LOCATION,
  NoSuchResource,
  Refuses,
  RETRY_AFTER,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Export } from './exports.store.js';
import { Exports } from './exports.js';
import { periodOf } from './period.js';

const Day = z.iso.date();
const NewExport = z.object({ from: Day, to: Day }).meta({ id: 'NewExport' });
const View = z
  .object({
    exportId: z.uuid(),
    from: Day,
    to: Day,
    sequence: z.int().describe('of the last booking in the ledger of `finance` that counts'),
    requestedAt: z.iso.datetime(),
  })
  .meta({ id: 'Export' });
const ExportId = z.uuid();

/** Seconds after which a caller may ask again whether an export is finished. */
const RETRY_AFTER_S = 1;

@Controller('exports')
export class ExportsController {
  constructor(
    private readonly exports: Exports,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'requestExport',
    summary: 'Ask for the payments and refunds as CSV',
    description: 'From the first day to the last, both included, in UTC; 366 days at most.',
  })
  @HttpCode(202)
  @Access({ role: 'operator' })
  @Unlimited('costs a copy of the facts of a year at most, for operators')
  @ApiAcceptedResponse({ standardSchema: View, headers: LOCATION })
  async request(
    @Body({ schema: NewExport }) { from, to }: z.infer<typeof NewExport>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    const period = periodOf('body', from, to);
    const made = await this.idempotency.once({ name: 'exports', person: undefined }, key, (exportId) =>
      this.exports.request(exportId, period),
    );
    void reply.header('location', `/exports/${made.exportId}`);
    return viewOf(made);
  }

  @Get(':exportId')
  @ApiOperation({
    operationId: 'getExport',
    summary: 'Ask whether an export is finished',
    description: 'Answers 303 to the CSV once it is.',
  })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited('costs a row')
  @ApiOkResponse({
    standardSchema: View,
    description: 'It is being written: ask again after `Retry-After`',
    headers: RETRY_AFTER,
  })
  @ApiResponse({ status: 303, description: 'It is finished, and can be read there', headers: LOCATION })
  async find(
    @Param('exportId', { schema: ExportId }) exportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.exports.find(exportId);
    if (!found.isFinished) {
      void reply.header('retry-after', RETRY_AFTER_S);
      return viewOf(found);
    }
    void reply.status(303).header('location', `/exports/${exportId}/sales.csv`);
    return undefined;
  }

  @Get(':exportId/sales.csv')
  @ApiOperation({
    operationId: 'readExport',
    summary: 'Read an export',
    description: 'One line for each payment or refund and record, in the order of the ledger (RFC 4180).',
  })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited('costs a part at a time, as fast as the caller reads')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'The lines, with a header', schema: { type: 'string' } })
  async read(@Param('exportId', { schema: ExportId }) exportId: string) {
    const text = Readable.from(await this.exports.text(exportId), { objectMode: false, highWaterMark: 1 });
    return new StreamableFile(text, { type: 'text/csv; charset=utf-8; header=present' });
  }
}

const viewOf = ({ isFinished: _isFinished, ...view }: Export) => view;
