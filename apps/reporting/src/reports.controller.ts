import { Access, Unlimited } from '#libs/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { periodOf } from './period.js';
import { GROUPS, type Group } from './reports.store.js';
import { Reports } from './reports.js';

const Day = z.iso.date();
const By = z.enum(GROUPS);

const Minor = z.int().describe('in minor units, such as cents');
const Row = z
  .object({
    key: z.string().nullable().describe('the day, artist or genre; null while that is not known yet'),
    currency: z.string().nullable().describe('null of copies whose order was not heard of yet'),
    taken: Minor,
    refunded: Minor,
    kept: Minor.describe('what was taken, less what was refunded, in minor units'),
    copiesSent: z.int(),
    copiesReturned: z.int(),
  })
  .meta({ id: 'SalesRow' });
const Report = z
  .object({
    from: Day,
    to: Day,
    by: By,
    sequence: z
      .int()
      .describe('of the last booking in the ledger of `finance` that counts: all before it count, too'),
    rows: z.array(Row),
  })
  .meta({ id: 'SalesReport' });

@Controller('reports')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get('sales')
  @ApiOperation({
    operationId: 'getSalesReport',
    summary: 'Read the sales by day, artist or genre',
    description:
      'From the first day to the last, both included, in UTC; 366 days at most. The money is complete up to `sequence`, and ' +
      'equals the ledger there. The copies are those that were heard of.',
  })
  @Access({ role: 'operator' })
  @Unlimited('costs a sum over the facts of a year at most, for operators')
  @ApiOkResponse({ standardSchema: Report })
  sales(
    @Query('from', { schema: Day }) from: string,
    @Query('to', { schema: Day }) to: string,
    @Query('by', { schema: By }) by: Group,
  ) {
    return this.reports.sales(by, periodOf('query', from, to));
  }
}
