import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Credentials } from './credentials.js';
import { BeginReset, CustomerChanged, CustomerErased, CustomerRegistered } from './events.js';
import { Resets } from './resets.js';

@Controller()
export class CredentialsSubscriber {
  constructor(
    private readonly credentials: Credentials,
    private readonly resets: Resets,
  ) {}

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

  @EventPattern<string>(BeginReset.type)
  beginReset(@Payload(BeginReset) request: DataOf<typeof BeginReset>) {
    return this.resets.begin(request);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.credentials.forget(tx, customerId);
  }
}
