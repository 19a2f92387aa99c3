import { type DataOf, EffectContext, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased, CustomerRegistered, SendWelcomePack } from './events.js';
import { WelcomePacks } from './welcome-packs.js';

@Controller()
export class WelcomePacksSubscriber {
  constructor(private readonly packs: WelcomePacks) {}

  @EventPattern<string>(CustomerRegistered.type)
  request(
    @Payload(CustomerRegistered) recipient: DataOf<typeof CustomerRegistered>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.packs.request(tx, recipient);
  }

  @EventPattern<string>(SendWelcomePack.type)
  send(@Payload(SendWelcomePack) recipient: DataOf<typeof SendWelcomePack>, @Ctx() { key }: EffectContext) {
    return this.packs.send(key, recipient);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.packs.forget(tx, customerId);
  }
}
