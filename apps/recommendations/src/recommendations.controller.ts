import { Access, NoSuchResource, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Price } from './price.js';
import { MOST, RecommendationsService } from './recommendations.service.js';

const RecordId = z.uuid().describe('The id of the record');
const Recommended = z
  .object({
    recordId: z.uuid(),
    artist: z.string(),
    title: z.string(),
    genre: z.string(),
    price: Price,
    because: z.object({
      rule: z.enum(['bought-together', 'same-artist', 'same-genre']),
      sentence: z.string().meta({ example: '3 of 5 orders with this record had it, too.' }),
    }),
  })
  .meta({ id: 'Recommendation' });
const View = z
  .object({ recordId: z.uuid(), recommendations: z.array(Recommended).max(MOST) })
  .meta({ id: 'Recommendations' });

@Controller('recommendations')
export class RecommendationsController {
  constructor(private readonly service: RecommendationsService) {}

  @Get(':recordId')
  @ApiOperation({
    operationId: 'getRecommendations',
    summary: 'Read what is recommended with a record',
    description:
      'What was bought together with it most often, in two orders at least; then others by its artist, and others of its ' +
      'genre. `because` says why. The same orders make the same recommendations.',
  })
  @Refuses(NoSuchResource)
  @Access({ public: true })
  @Unlimited('tells how often records were bought together, and of no customer; caches keep it')
  @ApiOkResponse({ standardSchema: View })
  async recommendations(
    @Param('recordId', { schema: RecordId }) recordId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof View>> {
    const recommendations = await this.service.with(recordId);
    void reply.header('cache-control', 'public, max-age=60, stale-if-error=86400');
    return { recordId, recommendations };
  }
}
