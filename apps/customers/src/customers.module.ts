import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CustomersConfig } from './customers.config.js';
import { CustomersV1Controller } from './customers-v1.controller.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';
import { CustomersStore } from './customers.store.js';
import * as events from './events.js';
import { VerificationSubscriber } from './verification.subscriber.js';

@Module({
  controllers: [CustomersController, CustomersV1Controller, VerificationSubscriber],
  providers: [CustomersService, CustomersStore],
})
class CustomersModule {}

export const customers = service({
  name: 'customers',
  port: 4002,
  owner: 'accounts',
  version: '1.0.1',
  config: CustomersConfig,
  module: CustomersModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
