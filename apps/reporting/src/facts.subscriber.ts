import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  OrderPlaced,
  PaymentRefunded,
  PaymentTaken,
  RecordListed,
  StockDispatched,
  StockReturned,
} from './events.js';
import { Facts } from './facts.js';

@Controller()
export class FactsSubscriber {
  constructor(private readonly facts: Facts) {}

  @EventPattern<string>(RecordListed.type)
  list(@Payload(RecordListed) record: DataOf<typeof RecordListed>, @Ctx() { tx, envelope }: EventContext) {
    return this.facts.list(tx, { ...record, version: envelope.entityversion ?? 1 });
  }

  @EventPattern<string>(OrderPlaced.type)
  place(@Payload(OrderPlaced) order: DataOf<typeof OrderPlaced>, @Ctx() { tx, envelope }: EventContext) {
    return this.facts.place(tx, { ...order, ...headOf(envelope) });
  }

  @EventPattern<string>(PaymentTaken.type)
  take(
    @Payload(PaymentTaken) { paymentId: reference, ...payment }: DataOf<typeof PaymentTaken>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.book(tx, { kind: 'payment', reference, ...payment, ...headOf(envelope) });
  }

  @EventPattern<string>(PaymentRefunded.type)
  refund(
    @Payload(PaymentRefunded) { refundId: reference, ...refund }: DataOf<typeof PaymentRefunded>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.book(tx, { kind: 'refund', reference, ...refund, ...headOf(envelope) });
  }

  @EventPattern<string>(StockDispatched.type)
  send(
    @Payload(StockDispatched) { orderId, lines }: DataOf<typeof StockDispatched>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.move(tx, { kind: 'dispatch', parcelId: orderId, orderId, lines, ...headOf(envelope) });
  }

  @EventPattern<string>(StockReturned.type)
  takeBack(
    @Payload(StockReturned) { returnId, orderId, lines }: DataOf<typeof StockReturned>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.facts.move(tx, { kind: 'return', parcelId: returnId, orderId, lines, ...headOf(envelope) });
  }
}

/** When it happened, and the version by which the newest of two events about one thing counts. */
const headOf = ({ time, entityversion = 1 }: EventContext['envelope']) => ({
  at: new Date(time),
  version: entityversion,
});
