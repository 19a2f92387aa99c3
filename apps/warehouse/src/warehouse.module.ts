import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { DeliveriesController } from './deliveries.controller.js';
import { Deliveries } from './deliveries.js';
import { DeliveriesStore } from './deliveries.store.js';
import * as events from './events.js';
import { StockController } from './stock.controller.js';
import { Stock } from './stock.js';
import { StockStore } from './stock.store.js';
import { WarehouseConfig } from './warehouse.config.js';

@Module({
  controllers: [StockController, DeliveriesController],
  providers: [Stock, StockStore, Deliveries, DeliveriesStore],
})
class WarehouseModule {}

export const warehouse = service({
  name: 'warehouse',
  port: 4013,
  owner: 'logistics',
  config: WarehouseConfig,
  module: WarehouseModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
