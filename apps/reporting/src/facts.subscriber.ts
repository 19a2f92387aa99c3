import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { RecordListed } from './events.js';
import { Facts } from './facts.js';

@Controller()
export class FactsSubscriber {
  constructor(private readonly facts: Facts) {}

  @EventPattern<string>(RecordListed.type)
  list(@Payload(RecordListed) record: DataOf<typeof RecordListed>, @Ctx() { tx, envelope }: EventContext) {
    return this.facts.list(tx, { ...record, version: envelope.entityversion ?? 1 });
  }
}
