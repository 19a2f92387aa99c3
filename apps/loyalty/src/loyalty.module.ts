import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { LoyaltyConfig } from './loyalty.config.js';
import { PointsController } from './points.controller.js';
import { Points } from './points.js';
import { PointsStore } from './points.store.js';
import { PointsSubscriber } from './points.subscriber.js';

@Module({ controllers: [PointsController, PointsSubscriber], providers: [Points, PointsStore] })
class LoyaltyModule {}

export const loyalty = service({
  name: 'loyalty',
  port: 4006,
  owner: 'engagement',
  version: '1.0.1',
  config: LoyaltyConfig,
  module: LoyaltyModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
