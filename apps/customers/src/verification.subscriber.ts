import { type DataOf, Delivery } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomersService } from './customers.service.js';
import { EmailVerified } from './events.js';

@Controller()
export class VerificationSubscriber {
  constructor(private readonly customers: CustomersService) {}

  @EventPattern<string>(EmailVerified.type)
  verify(
    @Payload(EmailVerified) { customerId, emailHash }: DataOf<typeof EmailVerified>,
    @Ctx() { tx }: Delivery,
  ) {
    return this.customers.verify(tx, customerId, emailHash);
  }
}
