import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CarrierClient } from './carrier.client.js';
import { CustomersClient } from './customers.client.js';
import { DeliveriesController } from './deliveries.controller.js';
import { Deliveries } from './deliveries.js';
import { DeliveriesStore } from './deliveries.store.js';
import * as events from './events.js';
import { Forgetting } from './forgetting.js';
import { Fulfilment } from './fulfilment.js';
import { OrdersStore } from './orders.store.js';
import { OrdersSubscriber } from './orders.subscriber.js';
import { RecordsSubscriber } from './records.subscriber.js';
import { ReservationsController } from './reservations.controller.js';
import { ReturnsController } from './returns.controller.js';
import { Returns } from './returns.js';
import { ReturnsStore } from './returns.store.js';
import { Shipping } from './shipping.js';
import { StockController } from './stock.controller.js';
import { Stock } from './stock.js';
import { StockStore } from './stock.store.js';
import { Sweeper } from './sweeper.js';
import { WarehouseConfig } from './warehouse.config.js';

@Module({
  controllers: [
    StockController,
    DeliveriesController,
    ReservationsController,
    ReturnsController,
    RecordsSubscriber,
    OrdersSubscriber,
  ],
  providers: [
    Stock,
    StockStore,
    Deliveries,
    DeliveriesStore,
    Fulfilment,
    OrdersStore,
    Shipping,
    CustomersClient,
    CarrierClient,
    Returns,
    ReturnsStore,
    Forgetting,
    Sweeper,
  ],
})
class WarehouseModule {}

export const warehouse = service({
  name: 'warehouse',
  port: 4013,
  owner: 'logistics',
  version: '1.0.2',
  config: WarehouseConfig,
  module: WarehouseModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
