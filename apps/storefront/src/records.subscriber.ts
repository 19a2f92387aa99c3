import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { LevelChanged, RecordListed, RecordPriceChanged, RecordWithdrawn } from './events.js';
import { Records } from './records.js';

@Controller()
export class RecordsSubscriber {
  constructor(private readonly records: Records) {}

  @EventPattern<string>(RecordListed.type)
  list(@Payload(RecordListed) record: DataOf<typeof RecordListed>, @Ctx() { tx, envelope }: EventContext) {
    return this.records.list(tx, record, envelope.entityversion);
  }

  @EventPattern<string>(RecordPriceChanged.type)
  price(
    @Payload(RecordPriceChanged) { recordId, price }: DataOf<typeof RecordPriceChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.records.price(tx, recordId, price, envelope.entityversion);
  }

  @EventPattern<string>(RecordWithdrawn.type)
  withdraw(
    @Payload(RecordWithdrawn) { recordId }: DataOf<typeof RecordWithdrawn>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.records.withdraw(tx, recordId, envelope.entityversion);
  }

  @EventPattern<string>(LevelChanged.type)
  level(
    @Payload(LevelChanged) { recordId, available }: DataOf<typeof LevelChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.records.level(tx, recordId, available, envelope.entityversion);
  }
}
