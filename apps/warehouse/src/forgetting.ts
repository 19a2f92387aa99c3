import type { Tx } from '#libs/database';
import { Erasure, type KeepsPersonalData } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { CustomerForgotten } from './events.js';
import { OrdersStore } from './orders.store.js';
import { ReturnsStore } from './returns.store.js';

/** Forgets customers, once what they have ordered or sent back has ended. */
@Injectable()
export class Forgetting implements KeepsPersonalData {
  constructor(
    private readonly erasure: Erasure,
    private readonly orders: OrdersStore,
    private readonly returns: ReturnsStore,
  ) {}

  forget(tx: Tx, customerId: string): Promise<void> {
    return this.erasure.erase(tx, customerId, this, CustomerForgotten({ customerId }));
  }

  async erase(tx: Tx, customerId: string): Promise<void> {
    await this.orders.erase(tx, customerId);
    await this.returns.erase(tx, customerId);
  }

  async owedUntil(tx: Tx, customerId: string): Promise<Date | undefined> {
    const open = [
      await this.orders.owedUntil(tx, customerId),
      await this.returns.owedUntil(tx, customerId),
    ].flatMap((until) => until?.getTime() ?? []);
    return open.length ? new Date(Math.max(...open)) : undefined;
  }
}
