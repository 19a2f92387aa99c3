import { type Tx } from '#libs/database';
import { Erasure } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { CustomerForgotten } from './events.js';
import { SalesStore } from './sales.store.js';

/** Keeps what is heard of orders, in whichever order it comes, and begins what follows from it. */
@Injectable()
export class Facts {
  constructor(
    private readonly sales: SalesStore,
    private readonly erasure: Erasure,
  ) {}

  /** @throws ErasureHeld while money may still move for the customer */
  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.sales.ofCustomer(tx, customerId); // what is under way ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.sales, CustomerForgotten({ customerId }));
  }
}
