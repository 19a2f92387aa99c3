import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerChanged, CustomerErased, CustomerRegistered, EmailVerified } from './events.js';
import { contactOf, Friends } from './friends.js';

@Controller()
export class FriendsSubscriber {
  constructor(private readonly friends: Friends) {}

  @EventPattern<string>(CustomerRegistered.type)
  meet(
    @Payload(CustomerRegistered) data: DataOf<typeof CustomerRegistered>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.friends.meet(tx, contactOf(data, envelope), data.friendHashes);
  }

  @EventPattern<string>(CustomerChanged.type)
  meetAgain(
    @Payload(CustomerChanged) data: DataOf<typeof CustomerChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.friends.meet(tx, contactOf(data, envelope));
  }

  @EventPattern<string>(EmailVerified.type)
  verify(
    @Payload(EmailVerified) { customerId, emailHash }: DataOf<typeof EmailVerified>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.friends.verify(tx, customerId, emailHash);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.friends.forget(tx, customerId);
  }
}
