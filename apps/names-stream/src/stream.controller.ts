import { InvalidInput } from '#libs/messaging';
import { Group, Access, Full, Limit, Refuses } from '#libs/service';
import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CONTENT_TYPES } from './formats.js';
import { offsetOf, OtherLog, POSITION } from './position.js';
import { Stream } from './stream.js';

/** For documents. */
const A_POSITION = '42-mjkfo1a8';
const Position = z
  .string()
  .regex(POSITION, {
    error: 'must be the offset or the position of an entry, or 0 for the beginning',
    abort: true,
  })
  .refine((text) => Number.isSafeInteger(offsetOf(text)), 'is beyond any log')
  .meta({ example: A_POSITION });
const Entry = z
  .object({
    offset: z.int().min(1).meta({ example: 42 }),
    name: z.string().meta({ example: 'OLIVER' }),
    sex: z.enum(['male', 'female']).meta({ example: 'male' }),
    count: z.int().min(1).meta({ example: 1 }),
    at: z.iso.datetime(),
    position: z.string().meta({ example: A_POSITION }),
  })
  .meta({ id: 'Entry' });

/** The position of the last event that a reader was sent. Nest's pipes do not see headers. */
function lastPosition(lastEventId?: string): string | undefined {
  const { data, error } = Position.optional().safeParse(lastEventId);
  if (error) throw new InvalidInput('headers/last-event-id', error.issues);
  return data;
}

@Group('Baby names', 'Register births, and follow which names are the most frequent.')
@Controller('stream')
export class StreamController {
  constructor(private readonly stream: Stream) {}

  @Get()
  @ApiOperation({ operationId: 'streamRegistrations', summary: 'Follow the log of registered names' })
  @Refuses(OtherLog, Full)
  @Access({ public: true })
  @Limit(
    'tells the public log; costs a connection, and memory of the kernel',
    { setting: 'READERS', each: 'process' },
    { setting: 'READERS_PER_ADDRESS', each: 'network address and process' },
  )
  @ApiProduces(...CONTENT_TYPES)
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'Like offset, and takes precedence: browsers that reconnect send it to the same URL',
    schema: { type: 'string', pattern: POSITION.source },
    example: A_POSITION,
  })
  @ApiOkResponse({
    standardSchema: Entry,
    description:
      'Every registration as it happens, until either side closes the connection: one object per line, or as the data ' +
      'of an event whose id is its position. Offsets are 1, 2, 3, … without a gap; a reader that was disconnected resumes ' +
      'from the last position, as `offset`. A position of another log is refused (410). Empty lines and comments are ' +
      'heartbeats. A reader that accepts nothing while entries wait is disconnected. A reader too many is refused with 429 ' +
      'or 503 and `Retry-After`.',
  })
  open(
    @Query('offset', {
      schema: Position.optional().describe(
        'The position after which to begin; without it, with the next registration',
      ),
    })
    position: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ) {
    return this.stream.open(reply, lastPosition(lastEventId) ?? position);
  }
}
