import { Access, conditional } from '#libs/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { freshness } from './freshness.js';
import { Top10 } from './top10.js';

const Names = z.array(z.object({ name: z.string(), count: z.int() }));
const View = z.object({ boys: Names, girls: Names, asOf: z.iso.datetime().nullable() }).meta({ id: 'Top10' });

@Controller('top10')
export class Top10Controller {
  constructor(private readonly top10: Top10) {}

  @Get()
  @Access({ public: true })
  @ApiOkResponse({ standardSchema: View })
  @ApiResponse({ status: 304, description: 'The list is still the one that If-None-Match names' })
  async list(@Res({ passthrough: true }) reply: FastifyReply) {
    const { version, ...list } = await this.top10.current();
    const answer = conditional<z.infer<typeof View>>(reply, version, list);
    void reply.headers(freshness(list));
    return answer;
  }
}
