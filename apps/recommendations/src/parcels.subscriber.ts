import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CustomerErased, StockDispatched, StockReturned } from './events.js';
import { RecommendationsService } from './recommendations.service.js';

@Controller()
export class ParcelsSubscriber {
  constructor(private readonly recommendations: RecommendationsService) {}

  @EventPattern<string>(StockDispatched.type)
  send(@Payload(StockDispatched) parcel: DataOf<typeof StockDispatched>, @Ctx() { tx }: EventContext) {
    return this.recommendations.send(tx, parcel);
  }

  @EventPattern<string>(StockReturned.type)
  takeBack(@Payload(StockReturned) parcel: DataOf<typeof StockReturned>, @Ctx() { tx }: EventContext) {
    return this.recommendations.takeBack(tx, parcel);
  }

  @EventPattern<string>(CustomerErased.type)
  forget(
    @Payload(CustomerErased) { customerId }: DataOf<typeof CustomerErased>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.recommendations.forget(tx, customerId);
  }
}
