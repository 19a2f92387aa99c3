import { type DataOf, EffectContext, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { OrderCancelled, RefundFailed, SendOrderMail, StockDispatched } from './events.js';
import { OrderMails } from './order-mails.js';

@Controller()
export class OrderMailsSubscriber {
  constructor(private readonly mails: OrderMails) {}

  @EventPattern<string>(OrderCancelled.type)
  tellCancellation(
    @Payload(OrderCancelled) { reason, ...order }: DataOf<typeof OrderCancelled>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.mails.request(tx, envelope, order, { kind: 'cancelled', reason });
  }

  @EventPattern<string>(StockDispatched.type)
  tellDispatch(
    @Payload(StockDispatched) { trackingId, ...order }: DataOf<typeof StockDispatched>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.mails.request(tx, envelope, order, { kind: 'dispatched', trackingId });
  }

  @EventPattern<string>(RefundFailed.type)
  tellDelay(
    @Payload(RefundFailed) { amount, ...order }: DataOf<typeof RefundFailed>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.mails.request(tx, envelope, order, { kind: 'refund-failed', amount });
  }

  @EventPattern<string>(SendOrderMail.type)
  send(@Payload(SendOrderMail) mail: DataOf<typeof SendOrderMail>, @Ctx() { key }: EffectContext) {
    return this.mails.send(key, mail);
  }
}
