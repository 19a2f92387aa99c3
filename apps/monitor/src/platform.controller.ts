import { Queues } from '#libs/messaging';
import { Access, PeerUnavailable, Refuses, Unlimited } from '#libs/service';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { FLOWS } from './flows.js';
import { notTold } from './queue-problems.js';

/** Seconds after which the broker may answer again. */
const RETRY_AFTER_S = 5;

const Types = z.array(z.string());
const Flow = z
  .object({
    name: z.string(),
    about: z.string(),
    key: z.string(),
    starts: Types,
    erases: z.boolean(),
    steps: z.array(
      z.object({
        name: z.string(),
        service: z.string(),
        owner: z.string(),
        on: Types,
        and: Types.optional(),
        says: Types,
        or: Types.optional(),
        withinMs: z.int(),
        optional: z.string().optional(),
      }),
    ),
    outcomes: z.record(z.string(), Types).optional(),
    ends: z.object({ failed: Types, abandoned: Types }),
    unproved: z.record(z.string(), z.object({ because: z.string(), total: z.string().optional() })),
  })
  .meta({ id: 'Flow' });
const QueueState = z
  .object({ queue: z.string(), waiting: z.int(), leased: z.int(), oldestAgeSeconds: z.number() })
  .meta({ id: 'QueueState' });

/** What the platform is made of, and what waits in it. */
@Controller()
export class PlatformController {
  constructor(private readonly queues: Queues) {}

  @Get('flows')
  @ApiOperation({ operationId: 'listFlows', summary: 'List the flows that business processes follow' })
  @Access({ role: 'operator' })
  @Unlimited('tells operators what contracts/flows say')
  @ApiOkResponse({ standardSchema: z.array(Flow) })
  flows() {
    return FLOWS;
  }

  @Get('queues')
  @ApiOperation({ operationId: 'listQueues', summary: 'List what waits in the queues of the broker' })
  @Access({ role: 'operator' })
  @Unlimited('tells operators what waits; costs a count at the broker')
  @Refuses(PeerUnavailable)
  @ApiOkResponse({ standardSchema: z.array(QueueState) })
  async queueStates() {
    const { queues } = await this.queues.states().catch((error: Error) => {
      throw PeerUnavailable.refusal(notTold(error), { retryAfter: RETRY_AFTER_S });
    });
    return queues;
  }
}
