import { type DataOf, Delivery } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Top10Changed } from './events.js';
import { Top10 } from './top10.js';

@Controller()
export class Top10Subscriber {
  constructor(private readonly top10: Top10) {}

  @EventPattern<string>(Top10Changed.type)
  apply(
    @Payload(Top10Changed) { boys, girls }: DataOf<typeof Top10Changed>,
    @Ctx() { envelope, tx }: Delivery,
  ) {
    return this.top10.apply(tx, {
      boys,
      girls,
      asOf: envelope.time,
      version: envelope.entityversion ?? 1, // an event without a version replaces nothing
    });
  }
}
