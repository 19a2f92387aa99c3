import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased, CustomerRegistered, PaymentRefunded, PaymentTaken } from './events.js';
import { Points } from './points.js';

@Controller()
export class PointsSubscriber {
  constructor(private readonly points: Points) {}

  @EventPattern<string>(CustomerRegistered.type)
  welcome(
    @Payload(CustomerRegistered) { customerId }: DataOf<typeof CustomerRegistered>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.points.welcome(tx, customerId);
  }

  @EventPattern<string>(PaymentTaken.type)
  earn(@Payload(PaymentTaken) purchase: DataOf<typeof PaymentTaken>, @Ctx() { tx, envelope }: EventContext) {
    return this.points.earn(tx, envelope.entityversion, purchase);
  }

  @EventPattern<string>(PaymentRefunded.type)
  giveBack(
    @Payload(PaymentRefunded) purchase: DataOf<typeof PaymentRefunded>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.points.earn(tx, envelope.entityversion, purchase);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.points.forget(tx, customerId);
  }
}
