import { Erased } from '#libs/messaging';
import {
  Access,
  CallerId,
  Group,
  Idempotency,
  IdempotencyKey,
  Limit,
  LOCATION,
  NoSuchResource,
  type Page,
  PageAfter,
  perPerson,
  Refuses,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { NotNow, NotReturnable } from './decisions.js';
import { Token } from './finance.client.js';
import { Item, Line, linesOf } from './lines.js';
import { OrderView } from './order.js';
import { OrdersService } from './orders.service.js';
import { NotForSale, OneCurrency, PriceChanged, TotalTooHigh } from './pricing.js';

const OrderId = z.uuid().describe('The id of the order');
const Orders = z.object({ orders: z.array(OrderView) }).meta({ id: 'Orders' });
const NewOrder = z
  .strictObject({
    lines: linesOf(Line.meta({ id: 'OrderLine' })).describe(
      'what to order, at the prices that you were shown',
    ),
    token: Token,
  })
  .meta({ id: 'NewOrder' });
const NewPayment = z.strictObject({ token: Token }).meta({ id: 'NewPayment' });
const NewReturn = z.strictObject({ lines: linesOf(Item) }).meta({ id: 'NewReturn' });

const LATER = 'The answer is the order as it is now. Other services go on with it: read it again.';

@Controller('orders')
@Group('Orders', 'What customers order, pay, cancel and return.')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'placeOrder',
    summary: 'Order records',
    description:
      'Pays with a token of the payment gateway. A record with another price than the order says is refused, with the new price.',
  })
  @Refuses(PriceChanged, NotForSale, OneCurrency, TotalTooHigh, Erased)
  @Access({ person: true })
  @Limit('costs money, goods and an event', perPerson('ORDERS_PER_MINUTE'))
  @ApiCreatedResponse({ standardSchema: OrderView, headers: LOCATION })
  place(
    @CallerId() customerId: string,
    @Body({ schema: NewOrder }) { lines, token }: z.infer<typeof NewOrder>,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    return this.idempotency.once({ name: 'orders', person: customerId }, key, (orderId) =>
      this.orders.place(customerId, orderId, { lines, token }),
    );
  }

  @Get()
  @ApiOperation({ operationId: 'listOrders', summary: 'List your orders', description: 'The newest first.' })
  @Access({ person: true })
  @Unlimited('tells the person’s own orders; costs a page of rows')
  @ApiOkResponse({ standardSchema: Orders })
  async list(@CallerId() customerId: string, @PageAfter(OrderId) page: Page<string>) {
    const find = (after: string | undefined, most: number) => this.orders.orders(customerId, after, most);
    return { orders: await page.of(find, ({ orderId }) => orderId) };
  }

  @Get(':orderId')
  @ApiOperation({
    operationId: 'getOrder',
    summary: 'Read an order of yours',
    description:
      'Its `links` are what can be done now. It has one state, and no list of payments: what a refused payment means for you is ' +
      'the state `payment-refused`, with `payBy` and the link `pay-again`, or `cancelled`.',
  })
  @Refuses(NoSuchResource)
  @Access({ person: true })
  @Unlimited('tells the person’s own order')
  @ApiOkResponse({ standardSchema: OrderView })
  order(@CallerId() customerId: string, @Param('orderId', { schema: OrderId }) orderId: string) {
    return this.orders.order(customerId, orderId);
  }

  @Post(':orderId/payments')
  @ApiOperation({
    operationId: 'payOrderAgain',
    summary: 'Pay an order by other means',
    description: `The link \`pay-again\` of an order whose payment was refused. ${LATER}`,
  })
  @Refuses(NoSuchResource, NotNow, Erased)
  @Access({ person: true })
  @Limit('costs a call and an event', perPerson('ORDERS_PER_MINUTE'))
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: OrderView })
  payAgain(
    @CallerId() customerId: string,
    @Param('orderId', { schema: OrderId }) orderId: string,
    @Body({ schema: NewPayment }) { token }: z.infer<typeof NewPayment>,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    return this.idempotency.once({ name: `payments/${orderId}`, person: customerId }, key, (paymentId) =>
      this.orders.payAgain(customerId, orderId, paymentId, token),
    );
  }

  @Post(':orderId/cancellation')
  @ApiOperation({
    operationId: 'cancelOrder',
    summary: 'Cancel an order',
    description: `The link \`cancel\` of an order. The warehouse may have dispatched it meanwhile. ${LATER}`,
  })
  @Refuses(NoSuchResource, NotNow, Erased)
  @Access({ person: true })
  @Limit('costs an event', perPerson('ORDERS_PER_MINUTE'))
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: OrderView })
  cancel(@CallerId() customerId: string, @Param('orderId', { schema: OrderId }) orderId: string) {
    return this.orders.cancel(customerId, orderId);
  }

  @Post(':orderId/returns')
  @ApiOperation({
    operationId: 'returnOrder',
    summary: 'Return records of an order',
    description: `The link \`return\` of an order. It is refunded once the parcel has arrived and is accepted. ${LATER}`,
  })
  @Refuses(NoSuchResource, NotNow, NotReturnable, Erased)
  @Access({ person: true })
  @Limit('costs an event', perPerson('ORDERS_PER_MINUTE'))
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: OrderView })
  takeBack(
    @CallerId() customerId: string,
    @Param('orderId', { schema: OrderId }) orderId: string,
    @Body({ schema: NewReturn }) { lines }: z.infer<typeof NewReturn>,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    return this.idempotency.once({ name: `returns/${orderId}`, person: customerId }, key, (returnId) =>
      this.orders.takeBack(customerId, orderId, returnId, lines),
    );
  }
}
