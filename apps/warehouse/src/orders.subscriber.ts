import { type DataOf, EffectContext, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  CancellationRequested,
  ForgottenByOrders,
  OrderCancelled,
  OrderPlaced,
  PaymentTaken,
  ReserveStock,
  ReturnRequested,
  ShipOrder,
  ShippingGivenUp,
} from './events.js';
import { Forgetting } from './forgetting.js';
import { Fulfilment, type OrderRef } from './fulfilment.js';
import { Returns } from './returns.js';
import { Shipping } from './shipping.js';

@Controller()
export class OrdersSubscriber {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly shipping: Shipping,
    private readonly returns: Returns,
    private readonly forgetting: Forgetting,
  ) {}

  @EventPattern<string>(OrderPlaced.type)
  place(@Payload(OrderPlaced) order: DataOf<typeof OrderPlaced>, @Ctx() { tx }: EventContext) {
    return this.fulfilment.place(tx, order);
  }

  @EventPattern<string>(PaymentTaken.type)
  pay(@Payload(PaymentTaken) order: OrderRef, @Ctx() { tx }: EventContext) {
    return this.fulfilment.pay(tx, order);
  }

  @EventPattern<string>(CancellationRequested.type)
  requestCancellation(@Payload(CancellationRequested) order: OrderRef, @Ctx() { tx }: EventContext) {
    return this.fulfilment.cancel(tx, order, 'cancellation_requested');
  }

  @EventPattern<string>(OrderCancelled.type)
  cancel(@Payload(OrderCancelled) order: OrderRef, @Ctx() { tx }: EventContext) {
    return this.fulfilment.cancel(tx, order, 'is_cancelled');
  }

  @EventPattern<string>(ReturnRequested.type)
  expect(@Payload(ReturnRequested) parcel: DataOf<typeof ReturnRequested>, @Ctx() { tx }: EventContext) {
    return this.returns.expect(tx, parcel);
  }

  @EventPattern<string>(ForgottenByOrders.type)
  forget(
    @Payload(ForgottenByOrders) { customerId }: DataOf<typeof ForgottenByOrders>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.forgetting.forget(tx, customerId);
  }

  @EventPattern<string>(ReserveStock.type)
  reserve(@Payload(ReserveStock) order: OrderRef) {
    return this.fulfilment.reserve(order);
  }

  @EventPattern<string>(ShipOrder.type)
  ship(@Payload(ShipOrder) order: OrderRef, @Ctx() { key }: EffectContext) {
    return this.shipping.ship(key, order);
  }

  @EventPattern<string>(ShippingGivenUp.type)
  giveUp(@Payload(ShippingGivenUp) order: OrderRef) {
    return this.fulfilment.shippingGivenUp(order);
  }
}
