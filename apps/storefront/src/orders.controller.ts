import {
  Access,
  Consumes,
  FORM_TYPE,
  Group,
  NoSuchResource,
  notFound,
  Refuses,
  Unlimited,
} from '#libs/service';
import { newId } from '#libs/telemetry';
import { Body, Controller, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BadList } from './bad-list.js';
import { corrected, markOf, objectionInWords, Quantity } from './cart.js';
import { CartPages } from './cart-pages.js';
import { readForms } from './forms.js';
import { RecordId } from './inputs.js';
import { orderPage, ordersPage } from './order-page.js';
import { type Objections, OrdersClient, type Outcome } from './orders.client.js';
import { OtherSite, OwnPages } from './own-pages.guard.js';
import type { Person } from './person.js';
import { sentenceOf } from './sentences.js';
import { LeadsOn, LeadsToLogIn, leadOn, show, ShowsAgain, ShowsPage } from './show.js';
import { type Visit, Visits } from './visits.js';

const OrderId = z.uuid().describe('The id of the order');
const EXAMPLE_MARK = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';
const Cursor = z.string().max(500).optional().meta({
  description: 'Where the page begins: follow its link to older orders',
  example: 'IjAxOTNhMWIyIg',
});
const Means = z
  .string()
  .regex(/^[\w-]{8,200}$/, 'must have 8 to 200 letters, digits, underscores or hyphens')
  .meta({
    description: 'the token with which the payment gateway charges the customer',
    example: 'tok_visa-4242',
  });
const Key = z.uuid().describe('by which a repetition of the form does nothing twice');
const Payment = z.strictObject({ key: Key, token: Means }).meta({ id: 'PaymentForm' });
const CartOrder = Payment.extend({
  shown: z.string().max(50).meta({ description: 'what the page of the cart showed', example: EXAMPLE_MARK }),
}).meta({ id: 'CartOrderForm' });
const CHANGED =
  'The cart has changed since you saw it: this is what is in it now, and what it costs. Order again if you agree.';
const Nothing = z.strictObject({}).optional();
/** A number of copies for each record of the order, by its id. */
const Return = z
  .object({ key: Key })
  .catchall(Quantity)
  .superRefine(({ key: _key, ...copies }, context) => {
    for (const name of Object.keys(copies))
      if (!RecordId.safeParse(name).success)
        context.addIssue({ code: 'custom', path: [name], message: 'must be the id of a record' });
  })
  .meta({ id: 'ReturnForm' });

const UNLIMITED = 'costs a call, for which `orders` counts the person';

/** All of it is done by `orders`, with the token of the person. */
@Group('Shop')
@Controller('shop/orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersClient,
    private readonly carts: CartPages,
    private readonly visits: Visits,
    adapter: HttpAdapterHost,
  ) {
    readForms(adapter);
  }

  @Get()
  @ApiOperation({ operationId: 'showOrders', summary: 'Show your orders as a page' })
  @Refuses(BadList)
  @Access({ public: true })
  @Unlimited('tells the person’s own orders; costs a call')
  @ShowsPage('A page of the orders, the newest first')
  @LeadsToLogIn()
  list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('cursor', { schema: Cursor }) cursor?: string,
  ) {
    return this.asPerson(request, reply, async (person, visit) => {
      const { orders, next } = await this.orders.list(person, cursor);
      return show(reply, visit, ordersPage(visit.up, orders, next));
    });
  }

  @Post()
  @ApiOperation({ operationId: 'orderCart', summary: 'Order what is in the cart' })
  @Refuses(OtherSite)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited(UNLIMITED)
  @Consumes(FORM_TYPE)
  @LeadsOn('To the order')
  @ShowsAgain(409, 'The cart as it is now, at the prices of now, and without what is not for sale')
  place(
    @Body({ schema: CartOrder }) { key, token, shown }: z.infer<typeof CartOrder>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.asPerson(request, reply, async (person, visit) => {
      if (!visit.cart.length) return leadOn(reply, 'cart');
      if (shown !== markOf(visit.cart)) return this.carts.show(reply, visit, { alert: CHANGED, status: 409 });
      const answer = await this.orders.place(person, visit.cart, token, key);
      if (answer.status !== 201) return this.objected(reply, visit, answer.body);
      this.visits.dropCart(reply);
      return leadOn(reply, `orders/${answer.body.orderId}`);
    });
  }

  @Get(':orderId')
  @ApiOperation({ operationId: 'showOrder', summary: 'Show an order of yours as a page' })
  @Refuses(NoSuchResource)
  @Access({ public: true })
  @Unlimited('tells the person’s own order; costs a call')
  @ShowsPage('The page of the order, with what can be done now')
  @LeadsToLogIn()
  order(
    @Param('orderId', { schema: OrderId }) orderId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.asPerson(request, reply, (person, visit) => this.showOrder(reply, visit, person, orderId));
  }

  @Post(':orderId/cancellation')
  @ApiOperation({ operationId: 'cancelOrderOfShop', summary: 'Cancel an order by its page' })
  @Refuses(OtherSite, NoSuchResource)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited(UNLIMITED)
  @Consumes(FORM_TYPE)
  @LeadsOn('To the order')
  @ShowsAgain(409, 'The order, which cannot be cancelled')
  cancel(
    @Param('orderId', { schema: OrderId }) orderId: string,
    @Body({ schema: Nothing }) _form: z.infer<typeof Nothing>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(request, reply, orderId, (person) => this.orders.cancel(person, orderId));
  }

  @Post(':orderId/payments')
  @ApiOperation({ operationId: 'payOrderOfShop', summary: 'Pay an order by other means by its page' })
  @Refuses(OtherSite, NoSuchResource)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited(UNLIMITED)
  @Consumes(FORM_TYPE)
  @LeadsOn('To the order')
  @ShowsAgain(409, 'The order, which cannot be paid')
  payAgain(
    @Param('orderId', { schema: OrderId }) orderId: string,
    @Body({ schema: Payment }) { key, token }: z.infer<typeof Payment>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(request, reply, orderId, (person) => this.orders.payAgain(person, orderId, token, key));
  }

  @Post(':orderId/returns')
  @ApiOperation({ operationId: 'returnOrderOfShop', summary: 'Return records of an order by its page' })
  @Refuses(OtherSite, NoSuchResource)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited(UNLIMITED)
  @Consumes(FORM_TYPE)
  @LeadsOn('To the order')
  @ShowsAgain(409, 'The order, of which this cannot be returned')
  takeBack(
    @Param('orderId', { schema: OrderId }) orderId: string,
    @Body({ schema: Return }) { key, ...copies }: z.infer<typeof Return>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const lines = Object.entries(copies).flatMap(([recordId, quantity]) =>
      quantity ? [{ recordId: RecordId.parse(recordId), quantity: Number(quantity) }] : [],
    );
    return this.act(request, reply, orderId, async (person) =>
      lines.length
        ? this.orders.takeBack(person, orderId, lines, key)
        : { isDone: false, because: 'Say how many copies you return.' },
    );
  }

  /** Without a person, the browser is led to the form to log in. */
  private async asPerson(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (person: Person, visit: Visit) => Promise<string | void>,
  ): Promise<string | void> {
    const visit = await this.visits.of(request, reply);
    if (visit.unknown) throw visit.unknown;
    return visit.person ? work(visit.person, visit) : leadOn(reply, `${visit.up}shop/log-in`);
  }

  private act(
    request: FastifyRequest,
    reply: FastifyReply,
    orderId: string,
    work: (person: Person) => Promise<Outcome>,
  ): Promise<string | void> {
    return this.asPerson(request, reply, async (person, visit) => {
      const outcome = await work(person);
      if (outcome.isDone) return leadOn(reply, `../${orderId}`);
      return this.showOrder(reply, visit, person, orderId, outcome.because);
    });
  }

  /** @throws Refusal (404) */
  private async showOrder(
    reply: FastifyReply,
    visit: Visit,
    person: Person,
    orderId: string,
    alert?: string,
  ): Promise<string> {
    const order = await this.orders.order(person, orderId);
    if (!order) throw notFound();
    const page = orderPage({ up: visit.up, order, key: newId(), alert });
    return show(reply, visit, page, alert ? 409 : 200);
  }

  /** Shows the cart as it can be ordered, and why the order was refused. */
  private objected(
    reply: FastifyReply,
    visit: Visit,
    { type, ...objection }: z.infer<typeof Objections>,
  ): Promise<string> {
    const cart = corrected(visit.cart, objection);
    const alert = objectionInWords(objection) ?? sentenceOf(type);
    return this.carts.show(reply, visit, { cart, alert, status: 409 });
  }
}
