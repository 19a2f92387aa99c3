import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  ForgottenByOrders,
  OrderCancelled,
  OrderPlaced,
  PaymentOffered,
  ReturnRejected,
  ReturnRequested,
  StockDispatched,
  StockReserved,
  StockReturned,
} from './events.js';
import { Facts } from './facts.js';

@Controller()
export class FactsSubscriber {
  constructor(private readonly facts: Facts) {}

  @EventPattern<string>(OrderPlaced.type)
  place(@Payload(OrderPlaced) order: DataOf<typeof OrderPlaced>, @Ctx() { tx, envelope }: EventContext) {
    return this.facts.place(tx, envelope.entityversion ?? 1, order);
  }

  @EventPattern<string>(PaymentOffered.type)
  offer(
    @Payload(PaymentOffered) offer: DataOf<typeof PaymentOffered>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.offer(tx, envelope.entityversion ?? 1, offer);
  }

  @EventPattern<string>(OrderCancelled.type)
  cancel(
    @Payload(OrderCancelled) order: DataOf<typeof OrderCancelled>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.cancel(tx, envelope.entityversion ?? 1, order);
  }

  @EventPattern<string>(ReturnRequested.type)
  expectReturn(
    @Payload(ReturnRequested) parcel: DataOf<typeof ReturnRequested>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.facts.expectReturn(tx, parcel);
  }

  @EventPattern<string>(StockReserved.type)
  reserve(@Payload(StockReserved) stock: DataOf<typeof StockReserved>, @Ctx() { tx }: EventContext) {
    return this.facts.reserve(tx, stock);
  }

  @EventPattern<string>(StockDispatched.type)
  dispatch(@Payload(StockDispatched) stock: DataOf<typeof StockDispatched>, @Ctx() { tx }: EventContext) {
    return this.facts.dispatch(tx, stock);
  }

  @EventPattern<string>(StockReturned.type)
  takeBack(
    @Payload(StockReturned) parcel: DataOf<typeof StockReturned>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.takeBack(tx, envelope.entityversion ?? 1, parcel);
  }

  @EventPattern<string>(ReturnRejected.type)
  rejectReturn(@Payload(ReturnRejected) parcel: DataOf<typeof ReturnRejected>, @Ctx() { tx }: EventContext) {
    return this.facts.rejectReturn(tx, parcel);
  }

  @EventPattern<string>(ForgottenByOrders.type)
  forget(
    @Payload(ForgottenByOrders) { customerId }: DataOf<typeof ForgottenByOrders>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.facts.forget(tx, customerId);
  }
}
