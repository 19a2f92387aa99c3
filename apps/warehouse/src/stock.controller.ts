import { Access, ETAG, NoSuchResource, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { Stock } from './stock.js';

const RecordId = z.uuid().describe('The id of the record');
const MOST_RECORDS = 100;
const ID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}';
const IDS = new RegExp(`^${ID}(,${ID}){0,${MOST_RECORDS - 1}}$`);
const RecordIds = z
  .string()
  .max(MOST_RECORDS * 37)
  .regex(IDS, `must be up to ${MOST_RECORDS} UUIDs, separated by commas`)
  .transform((text) => text.split(','))
  .meta({
    description: 'The ids of the records, separated by commas',
    example: '0198c0de-0000-7000-8000-000000000002',
  });
const Level = z
  .object({ recordId: z.uuid(), available: z.int().min(0), version: z.int() })
  .meta({ id: 'StockLevel' });
const Levels = z.object({ records: z.array(Level).max(MOST_RECORDS) }).meta({ id: 'StockLevels' });

@Controller('stock')
export class StockController {
  constructor(private readonly stock: Stock) {}

  @Get()
  @ApiOperation({
    operationId: 'listStock',
    summary: 'Read how many of several records are available',
    description: `\`records\` takes up to ${MOST_RECORDS} ids, separated by commas. Of an unknown record there is no entry.`,
  })
  @Access({ public: true })
  @Unlimited('tells what is for sale; costs 100 rows at most')
  @ApiOkResponse({ standardSchema: Levels })
  async levels(@Query('records', { schema: RecordIds }) recordIds: string[]) {
    return { records: await this.stock.levels(recordIds) };
  }

  @Get(':recordId')
  @ApiOperation({ operationId: 'getStock', summary: 'Read how many of a record are available' })
  @Refuses(NoSuchResource)
  @Access({ public: true })
  @Unlimited('tells what is for sale; costs one row')
  @ApiOkResponse({ standardSchema: Level, headers: ETAG })
  level(@Param('recordId', { schema: RecordId }) recordId: string) {
    return this.stock.level(recordId);
  }
}
