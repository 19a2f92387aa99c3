import { Access, Consumes, FORM_TYPE, Group, Refuses, Unlimited, wholeNumber } from '#libs/service';
import { Body, Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CartFull, put, Quantity } from './cart.js';
import { CartPages } from './cart-pages.js';
import { readForms } from './forms.js';
import { Money } from './money.js';
import { OtherSite, OwnPages } from './own-pages.guard.js';
import { LeadsOn, leadOn, ShowsPage } from './show.js';
import { Visits } from './visits.js';

const Key = z
  .uuid()
  .optional()
  .describe('of an order of this cart that may be placed already, which is then repeated');
const LOST = 'Your cart was too old or not made here: it is empty now.';

/** A record at the price that the page showed. */
const Change = z
  .strictObject({
    recordId: z.uuid(),
    quantity: Quantity.describe('how many the cart has then; 0 takes the record out'),
    amount: wholeNumber(Money.shape.amount).meta({
      description: 'the price that was shown, in cents',
      example: 1299,
    }),
    currency: Money.shape.currency.meta({ example: 'USD' }),
  })
  .meta({ id: 'CartChange' });

@Group('Shop')
@Controller('shop/cart')
export class CartController {
  constructor(
    private readonly pages: CartPages,
    private readonly visits: Visits,
    adapter: HttpAdapterHost,
  ) {
    readForms(adapter);
  }

  @Get()
  @ApiOperation({ operationId: 'showCart', summary: 'Show the cart as a page' })
  @Access({ public: true })
  @Unlimited('tells what the browser itself keeps; costs two calls and a row for each record')
  @ShowsPage('The page of the cart, with no more copies than there are; one that cannot be used is emptied')
  async cart(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('key', { schema: Key }) key?: string,
  ) {
    const visit = await this.visits.of(request, reply);
    if (visit.hasLostCart) this.visits.dropCart(reply);
    return this.pages.show(reply, visit, { key, alert: visit.hasLostCart ? LOST : undefined });
  }

  @Post()
  @ApiOperation({ operationId: 'changeCart', summary: 'Put a record in the cart, or take it out' })
  @Refuses(CartFull, OtherSite)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited('costs a signature; the browser keeps the cart')
  @Consumes(FORM_TYPE)
  @LeadsOn('The cart has changed')
  async change(
    @Body({ schema: Change }) { amount, currency, ...line }: z.infer<typeof Change>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { cart } = await this.visits.of(request, reply);
    await this.visits.keepCart(reply, put(cart, { ...line, price: { amount, currency } }));
    leadOn(reply, 'cart');
  }
}
