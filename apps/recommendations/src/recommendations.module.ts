import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { BasketsStore } from './baskets.store.js';
import * as events from './events.js';
import { ParcelsSubscriber } from './parcels.subscriber.js';
import { RecommendationsConfig } from './recommendations.config.js';
import { RecommendationsController } from './recommendations.controller.js';
import { RecommendationsService } from './recommendations.service.js';
import { RecordsStore } from './records.store.js';
import { RecordsSubscriber } from './records.subscriber.js';

@Module({
  controllers: [ParcelsSubscriber, RecommendationsController, RecordsSubscriber],
  providers: [RecommendationsService, RecordsStore, BasketsStore],
})
class RecommendationsModule {}

export const recommendations = service({
  name: 'recommendations',
  port: 4015,
  owner: 'merchandise',
  version: '1.0.1',
  config: RecommendationsConfig,
  module: RecommendationsModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
