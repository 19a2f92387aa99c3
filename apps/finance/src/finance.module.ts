import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { FinanceConfig } from './finance.config.js';
import { PaymentsController } from './payments.controller.js';
import { Payments } from './payments.js';
import { PaymentsStore } from './payments.store.js';
import { TokenEraser } from './token-eraser.js';

@Module({
  controllers: [PaymentsController],
  providers: [Payments, PaymentsStore, TokenEraser],
})
class FinanceModule {}

export const finance = service({
  name: 'finance',
  port: 4014,
  owner: 'accounts',
  config: FinanceConfig,
  module: FinanceModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
