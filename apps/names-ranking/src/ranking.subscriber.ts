import { type DataOf, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BabiesImported, BabyRegistered } from './events.js';
import { Ranking } from './ranking.js';

@Controller()
export class RankingSubscriber {
  constructor(private readonly ranking: Ranking) {}

  @EventPattern<string>(BabyRegistered.type)
  register(
    @Payload(BabyRegistered) { name, sex }: DataOf<typeof BabyRegistered>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.ranking.count(tx, sex, [{ name, count: 1 }]);
  }

  @EventPattern<string>(BabiesImported.type)
  import(
    @Payload(BabiesImported) { sex, names }: DataOf<typeof BabiesImported>,
    @Ctx() { tx }: EventContext,
  ) {
    return this.ranking.count(tx, sex, names);
  }
}
