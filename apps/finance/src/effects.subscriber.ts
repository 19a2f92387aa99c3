import { type DataOf, EffectContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Charges } from './charges.js';
import { RefundPayment, TakePayment, TellFailure } from './events.js';
import { Refunds } from './refunds.js';

/** What is done at the gateway. */
@Controller()
export class EffectsSubscriber {
  constructor(
    private readonly charges: Charges,
    private readonly refunds: Refunds,
  ) {}

  @EventPattern<string>(TakePayment.type)
  take(@Payload(TakePayment) payment: DataOf<typeof TakePayment>, @Ctx() { key }: EffectContext) {
    return this.charges.take(key, payment);
  }

  @EventPattern<string>(RefundPayment.type)
  refund(@Payload(RefundPayment) refund: DataOf<typeof RefundPayment>, @Ctx() { key }: EffectContext) {
    return this.refunds.refund(key, refund);
  }

  @EventPattern<string>(TellFailure.type)
  tellFailure(@Payload(TellFailure) refund: DataOf<typeof TellFailure>) {
    return this.refunds.tellFailure(refund);
  }
}
