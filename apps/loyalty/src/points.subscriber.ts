import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased, CustomerRegistered } from './events.js';
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

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.points.forget(tx, customerId);
  }
}
