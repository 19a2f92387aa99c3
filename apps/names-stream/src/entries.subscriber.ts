import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Entries } from './entries.js';
import { BabiesImported, BabyRegistered } from './events.js';

@Controller()
export class EntriesSubscriber {
  constructor(private readonly entries: Entries) {}

  @EventPattern<string>(BabyRegistered.type)
  register(
    @Payload(BabyRegistered) { name, sex }: DataOf<typeof BabyRegistered>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.entries.append(tx, { at: envelope.time, sex, names: [{ name, count: 1 }] });
  }

  @EventPattern<string>(BabiesImported.type)
  import(
    @Payload(BabiesImported) { sex, names }: DataOf<typeof BabiesImported>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.entries.append(tx, { at: envelope.time, sex, names });
  }
}
