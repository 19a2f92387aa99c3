import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased } from './events.js';
import { Forgetting } from './forgetting.js';

@Controller()
export class CustomersSubscriber {
  constructor(private readonly forgetting: Forgetting) {}

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.forgetting.forget(tx, customerId);
  }
}
