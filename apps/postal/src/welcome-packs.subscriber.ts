import { type DataOf, Delivery, Run } from '#libs/messaging';
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
    @Ctx() { tx }: Delivery,
  ) {
    return this.packs.request(tx, recipient);
  }

  @EventPattern<string>(SendWelcomePack.type)
  send(@Payload(SendWelcomePack) recipient: DataOf<typeof SendWelcomePack>, @Ctx() { key }: Run) {
    return this.packs.send(key, recipient);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(@Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>, @Ctx() { tx }: Delivery) {
    return this.packs.forget(tx, customerId);
  }
}
