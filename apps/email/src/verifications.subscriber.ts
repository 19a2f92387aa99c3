import { type DataOf, EffectContext, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerChanged, CustomerErased, CustomerRegistered, SendVerification } from './events.js';
import { Verifications } from './verifications.js';

@Controller()
export class VerificationsSubscriber {
  constructor(private readonly verifications: Verifications) {}

  @EventPattern<string>(CustomerRegistered.type)
  request(
    @Payload(CustomerRegistered) { name, ...address }: DataOf<typeof CustomerRegistered>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.verifications.request(tx, envelope, { ...address, givenName: name.given }, true);
  }

  @EventPattern<string>(CustomerChanged.type)
  requestAgain(
    @Payload(CustomerChanged) { changed, ...recipient }: DataOf<typeof CustomerChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.verifications.request(tx, envelope, recipient, changed.includes('email'));
  }

  @EventPattern<string>(SendVerification.type)
  send(@Payload(SendVerification) request: DataOf<typeof SendVerification>, @Ctx() { key }: EffectContext) {
    return this.verifications.send(key, request);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.verifications.forget(tx, customerId);
  }
}
