import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CarrierClient } from './carrier.client.js';
import { CustomersClient } from './customers.client.js';
import * as events from './events.js';
import { PostalConfig } from './postal.config.js';
import { WelcomePacksController } from './welcome-packs.controller.js';
import { WelcomePacks } from './welcome-packs.js';
import { WelcomePacksStore } from './welcome-packs.store.js';
import { WelcomePacksSubscriber } from './welcome-packs.subscriber.js';

@Module({
  controllers: [WelcomePacksController, WelcomePacksSubscriber],
  providers: [WelcomePacks, WelcomePacksStore, CustomersClient, CarrierClient],
})
class PostalModule {}

export const postal = service({
  name: 'postal',
  port: 4005,
  owner: 'engagement',
  version: '1.0.1',
  config: PostalConfig,
  module: PostalModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
