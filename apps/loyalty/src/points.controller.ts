import { Access, Idempotency, IdempotencyKey, Limit, perPerson, Unlimited } from '#libs/service';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Amount, Balance } from './amount.js';
import { Points } from './points.js';

const CustomerId = z.uuid();
const Account = z
  .object({ customerId: z.uuid(), balance: Balance, version: z.int() })
  .meta({ id: 'Account' });
/** As many as one likes: what exceeds the balance is refused with the balance, and not as malformed. */
const Order = z.object({ points: z.int().min(1) }).meta({ id: 'RedemptionOrder' });
const Redemption = z
  .object({ redemptionId: z.uuid(), customerId: z.uuid(), points: Amount, balance: Balance })
  .meta({ id: 'Redemption' });

@Controller('accounts')
export class PointsController {
  constructor(
    private readonly points: Points,
    private readonly idempotency: Idempotency,
  ) {}

  @Get(':customerId')
  @Access({ subject: 'customerId' })
  @Unlimited('tells the person’s own balance')
  @ApiOkResponse({ standardSchema: Account })
  account(@Param('customerId', { schema: CustomerId }) customerId: string) {
    return this.points.account(customerId);
  }

  @Post(':customerId/redemptions')
  @Access({ subject: 'customerId' })
  @Limit('costs points and an event', perPerson('REDEMPTIONS_PER_MINUTE'))
  @ApiCreatedResponse({ standardSchema: Redemption })
  redeem(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Order }) order: z.infer<typeof Order>,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    const scope = { name: `redemptions/${customerId}`, person: customerId };
    return this.idempotency.once(scope, key, order, (redemptionId) =>
      this.points.redeem(customerId, redemptionId, order.points),
    );
  }
}
