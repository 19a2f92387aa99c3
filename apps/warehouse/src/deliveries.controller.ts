import { Access, LOCATION, NoSuchResource, Refuses, Unlimited } from '#libs/service';
import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Deliveries, NotListed, OtherDelivery } from './deliveries.js';
import { DeliveredLines } from './lines.js';

const DeliveryId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'must be the number of a delivery note');
const NewDelivery = z.object({ lines: DeliveredLines }).meta({ id: 'NewDelivery' });
const Delivery = z
  .object({ deliveryId: z.string(), lines: DeliveredLines, bookedAt: z.iso.datetime() })
  .meta({ id: 'Delivery' });

@Controller('deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  @Put(':deliveryId')
  @ApiOperation({
    operationId: 'bookDelivery',
    summary: 'Put what a supplier delivered on the shelf',
    description:
      'All lines are booked, or none. The number of the delivery note makes a repetition harmless.',
  })
  @Refuses(OtherDelivery, NotListed)
  @Access({ services: ['warehouse'], role: 'operator' })
  @Unlimited('costs an event for each of 1,000 lines at most; each delivery counts once')
  @ApiCreatedResponse({ description: 'Booked', headers: LOCATION })
  @ApiNoContentResponse({ description: 'Booked before, with the same lines', headers: LOCATION })
  async book(
    @Param('deliveryId', { schema: DeliveryId }) deliveryId: string,
    @Body({ schema: NewDelivery }) { lines }: z.infer<typeof NewDelivery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isNew = await this.deliveries.book(deliveryId, lines);
    void reply.status(isNew ? 201 : 204).header('location', `/deliveries/${deliveryId}`);
  }

  @Get(':deliveryId')
  @ApiOperation({ operationId: 'getDelivery', summary: 'Read a delivery' })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited('tells operators what was delivered')
  @ApiOkResponse({ standardSchema: Delivery })
  find(@Param('deliveryId', { schema: DeliveryId }) deliveryId: string) {
    return this.deliveries.find(deliveryId);
  }
}
