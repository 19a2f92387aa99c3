import { Access, EventStream, Full, Limit, Refuses } from '#libs/service';
import { Controller, Header, type MessageEvent, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Glance } from './glance.js';
import { Live } from './live.js';
import { tokenIn } from './token.js';

const TYPE = 'text/event-stream';

@Controller('live')
export class LiveController {
  constructor(private readonly live: Live) {}

  @EventStream()
  @ApiOperation({ operationId: 'watchPlatform', summary: 'Follow what is up, late and failed' })
  @Refuses(Full)
  @Header('content-type', TYPE)
  @Access({ role: 'operator' })
  @Limit(
    'tells operators what is up, late and failed; costs a call to each service a second, for all readers together',
    {
      setting: 'LIVE_READERS',
      each: 'process',
    },
  )
  @ApiProduces(TYPE)
  @ApiOkResponse({
    standardSchema: Glance,
    description:
      'Server-sent events: the counts at once, and then whenever one has changed, at most once a second. Comments are ' +
      'heartbeats. The stream ends when the token does; a reader too many is refused with 503 and `Retry-After`.',
  })
  read(@Req() { headers, caller }: FastifyRequest): Observable<MessageEvent> {
    return this.live.open(tokenIn(headers.authorization), caller?.expiresAt ?? new Date());
  }
}
