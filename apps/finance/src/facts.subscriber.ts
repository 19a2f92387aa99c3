import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased } from './events.js';
import { Facts } from './facts.js';

@Controller()
export class FactsSubscriber {
  constructor(private readonly facts: Facts) {}

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.facts.forget(tx, customerId);
  }
}
