import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { Charges } from './charges.js';
import { EffectsSubscriber } from './effects.subscriber.js';
import * as events from './events.js';
import { Facts } from './facts.js';
import { FactsSubscriber } from './facts.subscriber.js';
import { FinanceConfig } from './finance.config.js';
import { LedgerController } from './ledger.controller.js';
import { Ledger } from './ledger.js';
import { LedgerStore } from './ledger.store.js';
import { NextSteps } from './next-steps.js';
import { PaymentGatewayClient } from './payment-gateway.client.js';
import { PaymentsController } from './payments.controller.js';
import { Payments } from './payments.js';
import { PaymentsStore } from './payments.store.js';
import { Refunds } from './refunds.js';
import { RefundsStore } from './refunds.store.js';
import { SalesStore } from './sales.store.js';
import { TokenEraser } from './token-eraser.js';

@Module({
  controllers: [PaymentsController, LedgerController, FactsSubscriber, EffectsSubscriber],
  providers: [
    Charges,
    Facts,
    Ledger,
    LedgerStore,
    NextSteps,
    PaymentGatewayClient,
    Payments,
    PaymentsStore,
    Refunds,
    RefundsStore,
    SalesStore,
    TokenEraser,
  ],
})
class FinanceModule {}

export const finance = service({
  name: 'finance',
  port: 4014,
  owner: 'accounts',
  version: '1.0.3',
  config: FinanceConfig,
  module: FinanceModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
