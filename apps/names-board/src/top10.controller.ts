import { Group, Access, conditional, ETAG, Unlimited } from '#libs/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CACHE_HEADERS } from './cache-headers.js';
import { Top10 } from './top10.js';

const Names = z.array(z.object({ name: z.string(), count: z.int() })).max(10);
const View = z
  .object({
    boys: Names.meta({ example: [{ name: 'OLIVER', count: 6941 }] }),
    girls: Names.meta({ example: [{ name: 'AMELIA', count: 5327 }] }),
    asOf: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Top10' });

@Group('Baby names', 'Register births, and follow which names are the most frequent.')
@Controller('top10')
export class Top10Controller {
  constructor(private readonly top10: Top10) {}

  @Get()
  @ApiOperation({
    operationId: 'getTop10',
    summary: 'Read the ten most frequent names of boys and of girls',
    description: '`asOf` is null until the first name is counted.',
  })
  @Access({ public: true })
  @Unlimited('tells the public list; costs one row, and caches keep it')
  @ApiOkResponse({ standardSchema: View, headers: ETAG })
  async list(@Res({ passthrough: true }) reply: FastifyReply) {
    const current = await this.top10.current();
    const { version: _, ...list } = current;
    const answer = conditional<z.infer<typeof View>>(reply, current, list);
    void reply.headers(CACHE_HEADERS);
    return answer;
  }
}
