import {
  Access,
  ETAG,
  etagOf,
  Idempotency,
  IdempotencyKey,
  IfMatch,
  knowsVersion,
  LOCATION,
  NoSuchResource,
  OptionalIfMatch,
  permitsVersion,
  Refuses,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CatalogConfig } from './catalog.config.js';
import { Facts } from './facts.js';
import { Change } from './record.js';
import { View, viewOf } from './record-view.js';
import { RecordId } from './records.controller.js';
import { ChangedMeanwhile, RecordsService, Withdrawn } from './records.service.js';

const NewRecord = Facts.extend({}).meta({ id: 'NewRecord' });

/** What operators do: they put records up for sale, change what they cost, and withdraw them. */
@Controller('records')
export class SaleController {
  constructor(
    private readonly records: RecordsService,
    private readonly idempotency: Idempotency,
    private readonly config: CatalogConfig,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'listRecord', summary: 'Put a record up for sale' })
  @Access({ role: 'operator' })
  @Unlimited('costs a row and an event; only operators call it')
  @ApiCreatedResponse({ standardSchema: View, headers: LOCATION })
  list(@Body({ schema: NewRecord }) facts: Facts, @IdempotencyKey() key?: IdempotencyKey) {
    return this.idempotency.once({ name: 'records', person: undefined }, key, async (recordId) => {
      await this.records.list(recordId, facts);
      return viewOf(await this.records.record(recordId), this.config.PUBLIC_URL);
    });
  }

  @Patch(':recordId')
  @ApiOperation({ operationId: 'changeRecord', summary: 'Change the price of a record' })
  @Refuses(NoSuchResource, Withdrawn, ChangedMeanwhile)
  @Access({ role: 'operator' })
  @Unlimited('costs an event; only operators call it')
  @ApiOkResponse({ standardSchema: View, headers: ETAG })
  async change(
    @Param('recordId', { schema: RecordId }) recordId: string,
    @Body({ schema: Change }) wanted: Change,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IfMatch() ifMatch?: string,
  ) {
    const record = await this.records.change(recordId, wanted, (known) => knowsVersion(ifMatch, known));
    void reply.header('etag', etagOf(record));
    return viewOf(record, this.config.PUBLIC_URL);
  }

  @Delete(':recordId')
  @ApiOperation({
    operationId: 'withdrawRecord',
    summary: 'Withdraw a record from sale',
    description:
      'What was ordered before is still delivered. A record cannot be put up for sale again under its old id.',
  })
  @Refuses(NoSuchResource, Withdrawn, ChangedMeanwhile)
  @HttpCode(204)
  @Access({ role: 'operator' })
  @Unlimited('costs an event, once for each record; only operators call it')
  withdraw(@Param('recordId', { schema: RecordId }) recordId: string, @OptionalIfMatch() ifMatch?: string) {
    return this.records.withdraw(recordId, (known) => permitsVersion(ifMatch, known));
  }
}
