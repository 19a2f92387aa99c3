import { Erased } from '#libs/messaging';
import { Access, Refuses, Unlimited } from '#libs/service';
import { Body, Controller, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { OtherToken, Payments } from './payments.js';

const PaymentId = z.uuid();
/** What pays is opaque: the gateway made it. */
const Means = z
  .object({
    customerId: z.uuid(),
    token: z.string().regex(/^[\w-]{8,200}$/, 'must be a token of the payment gateway'),
  })
  .meta({ id: 'MeansOfPayment' });

@Controller('payments')
export class PaymentsController {
  constructor(private readonly payments: Payments) {}

  @Put(':paymentId')
  @ApiOperation({
    operationId: 'offerPayment',
    summary: 'Hand over the token that pays for an order',
    description: 'The token is erased once it is used, when the reservation ends, or after an hour.',
  })
  @Refuses(OtherToken, Erased)
  @Access({ services: ['orders'] })
  @Unlimited('costs a row, for which `orders` counts its callers')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Stored, or stored before' })
  offer(
    @Param('paymentId', { schema: PaymentId }) paymentId: string,
    @Body({ schema: Means }) { customerId, token }: z.infer<typeof Means>,
  ) {
    return this.payments.offer(paymentId, customerId, token);
  }
}
