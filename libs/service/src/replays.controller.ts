import { Replays, type ReplayOrder } from '#libs/messaging';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access, notFound } from './access.js';
import { byOf, Why } from './hospital.controller.js';
import { Unlimited } from './limit-rules.js';
import { wholeNumber } from './query.js';

/** Events that one request delivers, at most: they are in memory at once. */
const MOST_AT_ONCE = 200;

const Text = z.string().min(1).max(200);
const Id = z.uuid();
const Since = z.union(
  [z.iso.datetime({ offset: true }), z.iso.date()],
  'give a date or a time with its zone: 2026-07-01, or 2026-07-01T12:00Z',
);
const Types = z.array(Text).min(1).max(200);
const Plan = z.object({
  to: Text,
  type: z.union(
    [Types, Text.transform((one) => [one])],
    'name a type of event, once or more: type=order.made.v1',
  ),
  since: Since,
});
const Order = z.object({ to: Text, types: Types, since: Since, id: Id.optional(), why: Why });
const Step = z.object({ most: z.int().min(1).max(MOST_AT_ONCE).default(50) });
const List = z.object({ limit: wholeNumber(z.int().min(1).max(200)).default(50) });

/** What operators see of the events that a service has sent, and how they have one of the hearers get them again. */
@ApiExcludeController()
@Controller('hospital')
export class ReplaysController {
  constructor(private readonly replays: Replays) {}

  @Get('sent')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what a replay would deliver; costs a count of the outbox')
  plan(@Query({ schema: Plan }) { to, type, since }: z.infer<typeof Plan>) {
    return this.replays.plan({ hearer: to, types: type, since: new Date(since) });
  }

  @Get('sent/:id')
  @Access({ role: 'operator' })
  @Unlimited('tells operators that an event was sent, and nothing of its body')
  async sent(@Param('id', { schema: Id }) id: string) {
    return (await this.replays.log.event(id)) ?? raise();
  }

  @Get('replays')
  @Access({ role: 'operator' })
  @Unlimited('tells operators which replays there were')
  latest(@Query({ schema: List }) { limit }: z.infer<typeof List>) {
    return this.replays.log.latest(limit);
  }

  @Post('replays')
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited('delivers nothing yet')
  begin(@Body({ schema: Order }) order: z.infer<typeof Order>, @Req() request: FastifyRequest) {
    return this.replays.begin(orderOf(order), byOf(request, order.why));
  }

  @Post('replays/:id')
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited(`delivers ${MOST_AT_ONCE} events at most`)
  async step(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Step }) { most }: z.infer<typeof Step>,
  ) {
    return (await this.replays.step(id, most)) ?? raise();
  }
}

const orderOf = ({ to, types, since, id }: z.infer<typeof Order>): ReplayOrder => ({
  hearer: to,
  types,
  since: new Date(since),
  eventId: id,
});

function raise(): never {
  throw notFound();
}
