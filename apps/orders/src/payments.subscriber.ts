import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { PaymentRefunded, PaymentRefused, PaymentTaken, RefundFailed } from './events.js';
import { about } from './facts.js';
import { OrdersService } from './orders.service.js';

@Controller()
export class PaymentsSubscriber {
  constructor(private readonly orders: OrdersService) {}

  @EventPattern<string>(PaymentTaken.type)
  take(
    @Payload(PaymentTaken) { orderId, paymentId, kept }: DataOf<typeof PaymentTaken>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'payment.taken', ...about(paymentId, envelope), data: { kept } } as const;
    return this.orders.learn(tx, orderId, fact);
  }

  @EventPattern<string>(PaymentRefused.type)
  refuse(
    @Payload(PaymentRefused) { orderId, paymentId, isFinal }: DataOf<typeof PaymentRefused>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const type = isFinal ? 'payment.refused-finally' : 'payment.refused';
    return this.orders.learn(tx, orderId, { type, ...about(paymentId, envelope), data: {} });
  }

  @EventPattern<string>(PaymentRefunded.type)
  refund(
    @Payload(PaymentRefunded) { orderId, refundId, kept }: DataOf<typeof PaymentRefunded>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    const fact = { type: 'payment.refunded', ...about(refundId, envelope), data: { kept } } as const;
    return this.orders.learn(tx, orderId, fact);
  }

  @EventPattern<string>(RefundFailed.type)
  failRefund(
    @Payload(RefundFailed) { orderId, refundId }: DataOf<typeof RefundFailed>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.orders.learn(tx, orderId, {
      type: 'payment.refund-failed',
      ...about(refundId, envelope),
      data: {},
    });
  }
}
