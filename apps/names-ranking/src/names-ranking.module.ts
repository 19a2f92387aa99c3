import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { NamesRankingConfig } from './names-ranking.config.js';
import { Ranking } from './ranking.js';
import { RankingStore } from './ranking.store.js';
import { RankingSubscriber } from './ranking.subscriber.js';

@Module({ controllers: [RankingSubscriber], providers: [Ranking, RankingStore] })
class NamesRankingModule {}

export const namesRanking = service({
  name: 'names-ranking',
  port: 4022,
  owner: 'names',
  version: '1.0.0',
  config: NamesRankingConfig,
  module: NamesRankingModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
