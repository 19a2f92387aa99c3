import { Erased } from '#libs/messaging';
import {
  Group,
  Access,
  Idempotency,
  IdempotencyKey,
  Limit,
  LOCATION,
  NotYet,
  type Page,
  PageAfter,
  perPerson,
  Refuses,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { Amount, Balance } from './amount.js';
import { BalanceTooLow, Points } from './points.js';

const CustomerId = z.uuid().describe('The id of the customer');
const Account = z
  .object({
    customerId: z.uuid(),
    balance: Balance.meta({ example: 100 }),
    debt: z.int().min(0).meta({
      description: 'points of refunded purchases that were redeemed; later points pay it',
      example: 0,
    }),
    version: z.int(),
  })
  .meta({ id: 'Account' });
/** As many as one likes: what exceeds the balance is refused with the balance, and not as malformed. */
const Order = z
  .object({
    points: z.int().min(1).meta({ example: 30 }),
  })
  .meta({ id: 'RedemptionOrder' });
const Redemption = z
  .object({
    redemptionId: z.uuid(),
    customerId: z.uuid(),
    points: Amount.meta({ example: 30 }),
    balance: Balance.meta({ description: 'what was left', example: 70 }),
    redeemedAt: z.iso.datetime(),
  })
  .meta({ id: 'Redemption' });
const Redemptions = z.object({ redemptions: z.array(Redemption) }).meta({ id: 'Redemptions' });
const RedemptionId = z.uuid().describe('The id of the redemption');

@Group('Points', 'What customers collect and redeem.')
@Controller('accounts')
export class PointsController {
  constructor(
    private readonly points: Points,
    private readonly idempotency: Idempotency,
  ) {}

  @Get(':customerId')
  @ApiOperation({ operationId: 'getAccount', summary: 'Read the points of a customer' })
  @Refuses(NotYet)
  @Access({ subject: 'customerId' })
  @Unlimited('tells the person’s own balance')
  @ApiOkResponse({ standardSchema: Account })
  account(@Param('customerId', { schema: CustomerId }) customerId: string) {
    return this.points.account(customerId);
  }

  @Post(':customerId/redemptions')
  @ApiOperation({
    operationId: 'redeemPoints',
    summary: 'Redeem points of a customer',
    description: 'Takes the points from the balance, which never goes below zero.',
  })
  @Refuses(BalanceTooLow, Erased, NotYet)
  @Access({ subject: 'customerId' })
  @Limit('costs points and an event', perPerson('REDEMPTIONS_PER_MINUTE'))
  @ApiCreatedResponse({ standardSchema: Redemption, headers: LOCATION })
  redeem(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Order }) order: z.infer<typeof Order>,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    const scope = { name: `redemptions/${customerId}`, person: customerId };
    return this.idempotency.once(scope, key, (redemptionId) =>
      this.points.redeem(customerId, redemptionId, order.points),
    );
  }

  @Get(':customerId/redemptions')
  @ApiOperation({
    operationId: 'listRedemptions',
    summary: 'List the redemptions of a customer',
    description: 'The newest first.',
  })
  @Refuses(NotYet)
  @Access({ subject: 'customerId' })
  @Unlimited('tells the person’s own redemptions; costs a page of rows')
  @ApiOkResponse({ standardSchema: Redemptions })
  async redemptions(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @PageAfter(RedemptionId) page: Page<string>,
  ) {
    const find = (after: string | undefined, most: number) =>
      this.points.redemptions(customerId, after, most);
    return { redemptions: await page.of(find, ({ redemptionId }) => redemptionId) };
  }

  @Get(':customerId/redemptions/:redemptionId')
  @ApiOperation({ operationId: 'getRedemption', summary: 'Read a redemption of a customer' })
  @Refuses(NotYet)
  @Access({ subject: 'customerId' })
  @Unlimited('tells the person’s own redemption')
  @ApiOkResponse({ standardSchema: Redemption })
  redemption(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Param('redemptionId', { schema: RedemptionId }) redemptionId: string,
  ) {
    return this.points.redemption(customerId, redemptionId);
  }
}
