import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  ReturnRejected,
  StockDispatched,
  StockMissing,
  StockReleased,
  StockReserved,
  StockReturned,
} from './events.js';
import { about } from './facts.js';
import { OrdersService } from './orders.service.js';

@Controller()
export class StockSubscriber {
  constructor(private readonly orders: OrdersService) {}

  @EventPattern<string>(StockReserved.type)
  reserve(
    @Payload(StockReserved) { orderId, until }: DataOf<typeof StockReserved>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'stock.reserved', ...about(orderId, envelope), data: { until } } as const;
    return this.orders.learn(tx, orderId, fact);
  }

  @EventPattern<string>(StockMissing.type)
  miss(
    @Payload(StockMissing) { orderId }: DataOf<typeof StockMissing>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.orders.learn(tx, orderId, { type: 'stock.missing', ...about(orderId, envelope), data: {} });
  }

  @EventPattern<string>(StockReleased.type)
  release(
    @Payload(StockReleased) { orderId, reason }: DataOf<typeof StockReleased>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'stock.released', ...about(orderId, envelope), data: { reason } } as const;
    return this.orders.learn(tx, orderId, fact);
  }

  @EventPattern<string>(StockDispatched.type)
  dispatch(
    @Payload(StockDispatched) { orderId, trackingId }: DataOf<typeof StockDispatched>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'stock.dispatched', ...about(orderId, envelope), data: { trackingId } } as const;
    return this.orders.learn(tx, orderId, fact);
  }

  @EventPattern<string>(StockReturned.type)
  takeBack(
    @Payload(StockReturned) { orderId, returnId, lines }: DataOf<typeof StockReturned>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'stock.returned', ...about(returnId, envelope), data: { lines } } as const;
    return this.orders.learn(tx, orderId, fact);
  }

  @EventPattern<string>(ReturnRejected.type)
  reject(
    @Payload(ReturnRejected) { orderId, returnId, reason }: DataOf<typeof ReturnRejected>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'stock.return-rejected', ...about(returnId, envelope), data: { reason } } as const;
    return this.orders.learn(tx, orderId, fact);
  }
}
