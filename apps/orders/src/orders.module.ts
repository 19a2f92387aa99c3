import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CustomersSubscriber } from './customers.subscriber.js';
import * as events from './events.js';
import { FinanceClient } from './finance.client.js';
import { OrdersConfig } from './orders.config.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';
import { OrdersStore } from './orders.store.js';
import { PaymentsSubscriber } from './payments.subscriber.js';
import { Records } from './records.js';
import { RecordsStore } from './records.store.js';
import { RecordsSubscriber } from './records.subscriber.js';
import { StockSubscriber } from './stock.subscriber.js';

@Module({
  controllers: [
    OrdersController,
    CustomersSubscriber,
    RecordsSubscriber,
    StockSubscriber,
    PaymentsSubscriber,
  ],
  providers: [OrdersService, OrdersStore, Records, RecordsStore, FinanceClient],
})
class OrdersModule {}

export const orders = service({
  name: 'orders',
  port: 4012,
  owner: 'sales',
  version: '1.1.3',
  config: OrdersConfig,
  module: OrdersModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
