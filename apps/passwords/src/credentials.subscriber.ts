import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Credentials } from './credentials.js';
import { CustomerChanged, CustomerErased, CustomerRegistered } from './events.js';

@Controller()
export class CredentialsSubscriber {
  constructor(private readonly credentials: Credentials) {}

  @EventPattern<string>(CustomerRegistered.type)
  activate(
    @Payload(CustomerRegistered) data: DataOf<typeof CustomerRegistered>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.credentials.useAddress(tx, data.customerId, data.email, envelope.entityversion ?? 1);
  }

  @EventPattern<string>(CustomerChanged.type)
  move(
    @Payload(CustomerChanged) data: DataOf<typeof CustomerChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.credentials.useAddress(tx, data.customerId, data.email, envelope.entityversion ?? 1);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.credentials.forget(tx, customerId);
  }
}
