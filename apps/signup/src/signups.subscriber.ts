import { type DataOf, Delivery } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased } from './events.js';
import { SignupsService } from './signups.service.js';

@Controller()
export class SignupsSubscriber {
  constructor(private readonly signups: SignupsService) {}

  @EventPattern<string>(CustomerErased.type)
  forget(@Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>, @Ctx() { tx }: Delivery) {
    return this.signups.forget(tx, customerId);
  }
}
