import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { RecordListed, RecordWithdrawn } from './events.js';
import { Stock } from './stock.js';

@Controller()
export class RecordsSubscriber {
  constructor(private readonly stock: Stock) {}

  @EventPattern<string>(RecordListed.type)
  list(
    @Payload(RecordListed) { recordId }: DataOf<typeof RecordListed>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.stock.list(tx, recordId, envelope.entityversion);
  }

  @EventPattern<string>(RecordWithdrawn.type)
  withdraw(
    @Payload(RecordWithdrawn) { recordId }: DataOf<typeof RecordWithdrawn>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.stock.withdraw(tx, recordId, envelope.entityversion);
  }
}
