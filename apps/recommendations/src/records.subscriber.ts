import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { RecordListed, RecordPriceChanged, RecordWithdrawn } from './events.js';
import { RecommendationsService } from './recommendations.service.js';

@Controller()
export class RecordsSubscriber {
  constructor(private readonly recommendations: RecommendationsService) {}

  @EventPattern<string>(RecordListed.type)
  list(@Payload(RecordListed) record: DataOf<typeof RecordListed>, @Ctx() { tx, envelope }: EventContext) {
    return this.recommendations.list(tx, record, envelope.entityversion!);
  }

  @EventPattern<string>(RecordPriceChanged.type)
  changePrice(
    @Payload(RecordPriceChanged) { recordId, price }: DataOf<typeof RecordPriceChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.recommendations.changePrice(tx, recordId, price, envelope.entityversion!);
  }

  @EventPattern<string>(RecordWithdrawn.type)
  withdraw(
    @Payload(RecordWithdrawn) { recordId }: DataOf<typeof RecordWithdrawn>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.recommendations.withdraw(tx, recordId);
  }
}
