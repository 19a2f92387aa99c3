import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CartController } from './cart.controller.js';
import { CartPages } from './cart-pages.js';
import { CatalogClient } from './catalog.client.js';
import * as events from './events.js';
import { LogOutController } from './log-out.controller.js';
import { LoyaltyClient } from './loyalty.client.js';
import { OrdersClient } from './orders.client.js';
import { OrdersController } from './orders.controller.js';
import { PasswordsClient } from './passwords.client.js';
import { ProblemPages } from './problem-pages.js';
import { RecommendationsClient } from './recommendations.client.js';
import { RecordsController } from './records.controller.js';
import { Records } from './records.js';
import { RecordsStore } from './records.store.js';
import { RecordsSubscriber } from './records.subscriber.js';
import { SessionController } from './session.controller.js';
import { SignUpController } from './sign-up.controller.js';
import { SignupClient } from './signup.client.js';
import { Shop } from './shop.js';
import { StorefrontConfig } from './storefront.config.js';
import { Visits } from './visits.js';

@Module({
  // In the order of a visit, in which documents tell the operations.
  controllers: [
    SignUpController,
    SessionController,
    RecordsController,
    RecordsSubscriber,
    CartController,
    OrdersController,
    LogOutController,
  ],
  providers: [
    CartPages,
    CatalogClient,
    LoyaltyClient,
    OrdersClient,
    PasswordsClient,
    ProblemPages,
    RecommendationsClient,
    Records,
    RecordsStore,
    Shop,
    SignupClient,
    Visits,
  ],
})
class StorefrontModule {}

export const storefront = service({
  name: 'storefront',
  port: 4017,
  owner: 'merchandise',
  version: '4.0.1',
  config: StorefrontConfig,
  module: StorefrontModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
  withoutDatabase: [
    'POST /shop/cart',
    'GET /shop/log-in',
    'POST /shop/log-in',
    'POST /shop/log-out',
    'GET /shop/new-password',
    'POST /shop/new-password',
    'GET /shop/sign-up',
    'POST /shop/sign-up',
    'GET /shop/orders',
    'POST /shop/orders',
    'GET /shop/orders/:orderId',
    'POST /shop/orders/:orderId/cancellation',
    'POST /shop/orders/:orderId/payments',
    'POST /shop/orders/:orderId/returns',
  ],
});
