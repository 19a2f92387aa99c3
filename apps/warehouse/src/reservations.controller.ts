import { Access, NoSuchResource, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { Fulfilment } from './fulfilment.js';
import { Lines } from './lines.js';
import { OrderState } from './order.js';

const OrderId = z.uuid().describe('The id of the order');
const View = z
  .object({
    orderId: z.uuid(),
    state: OrderState,
    lines: Lines.nullable(),
    isPaid: z.boolean(),
    trackingId: z.string().nullable(),
    dueAt: z.iso.datetime().nullable().describe('when the state ends at the latest'),
  })
  .meta({ id: 'Reservation' });

@Controller('reservations')
export class ReservationsController {
  constructor(private readonly fulfilment: Fulfilment) {}

  @Get(':orderId')
  @ApiOperation({
    operationId: 'getReservation',
    summary: 'Read what the warehouse has decided on an order',
    description: '`lines` is null until the warehouse has heard what was ordered.',
  })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited('tells operators about one order')
  @ApiOkResponse({ standardSchema: View })
  async find(@Param('orderId', { schema: OrderId }) orderId: string) {
    const { state, lines, isPaid, trackingId, dueAt } = await this.fulfilment.find(orderId);
    return { orderId, state, lines, isPaid, trackingId, dueAt };
  }
}
