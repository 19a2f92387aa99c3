import { Access, CallerId, NoSuchResource, type Page, PageAfter, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { OrderView } from './order.js';
import { OrdersService } from './orders.service.js';

const OrderId = z.uuid();
const Orders = z.object({ orders: z.array(OrderView) }).meta({ id: 'Orders' });

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

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
    description: 'Its `links` are what can be done now.',
  })
  @Refuses(NoSuchResource)
  @Access({ person: true })
  @Unlimited('tells the person’s own order')
  @ApiOkResponse({ standardSchema: OrderView })
  order(@CallerId() customerId: string, @Param('orderId', { schema: OrderId }) orderId: string) {
    return this.orders.order(customerId, orderId);
  }
}
