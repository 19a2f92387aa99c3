import { Database, type Tx } from '#libs/database';
import { Erasure } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { CustomerForgotten } from './events.js';
import { type OrderView, viewOf } from './order.js';
import { OrdersConfig } from './orders.config.js';
import { OrdersStore } from './orders.store.js';

@Injectable()
export class OrdersService {
  constructor(
    private readonly database: Database,
    private readonly store: OrdersStore,
    private readonly erasure: Erasure,
    private readonly config: OrdersConfig,
  ) {}

  /** An order of somebody else is answered like one that does not exist. */
  order(customerId: string, orderId: string): Promise<OrderView> {
    return this.database.inTransaction(async (tx) => {
      const order = await this.store.find(tx, orderId);
      if (order?.customerId !== customerId) throw notFound();
      return viewOf(order, this.config.ORDERS_PUBLIC_URL);
    });
  }

  /** @param after the last order that the caller has read */
  orders(customerId: string, after: string | undefined, most: number): Promise<OrderView[]> {
    return this.database.inTransaction(async (tx) => {
      const orders = await this.store.page(tx, customerId, after, most);
      return orders.map((order) => viewOf(order, this.config.ORDERS_PUBLIC_URL));
    });
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.lockAll(tx, customerId); // a request in progress ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }
}
