import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CatalogConfig } from './catalog.config.js';
import * as events from './events.js';
import { FeedController } from './feed.controller.js';
import { RecordsController } from './records.controller.js';
import { RecordsService } from './records.service.js';
import { RecordsStore } from './records.store.js';
import { SaleController } from './sale.controller.js';

@Module({
  controllers: [RecordsController, SaleController, FeedController],
  providers: [RecordsService, RecordsStore],
})
class CatalogModule {}

export const catalog = service({
  name: 'catalog',
  port: 4011,
  owner: 'merchandise',
  version: '1.0.2',
  config: CatalogConfig,
  module: CatalogModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
