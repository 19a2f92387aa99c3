import { afterCommit, Database, type Tx } from '#libs/database';
import { Erasure, Outbox, Refusal } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import {
  type Change,
  change,
  type Customer,
  emailTaken,
  isRepetition,
  newCustomer,
  registered,
  type Registration,
  verify,
} from './customer.js';
import { CustomersConfig } from './customers.config.js';
import { CustomersStore } from './customers.store.js';
import { CustomerErased } from './events.js';

@Injectable()
export class CustomersService {
  private readonly key: string;
  private readonly count;

  constructor(
    private readonly database: Database,
    private readonly store: CustomersStore,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    config: CustomersConfig,
    { metrics }: Telemetry,
  ) {
    this.key = config.CONTACT_HASH_KEY;
    this.count = metrics.count('customers_registered_total', 'Customers who registered');
  }

  /** True when it made the customer, false when they were there already. */
  register(customerId: string, registration: Registration): Promise<boolean> {
    const customer = newCustomer(customerId, registration, this.key);
    return this.database.inTransaction(async (tx) => {
      if (await this.store.insert(tx, customer)) {
        for (const event of registered(customer, this.key)) await this.outbox.add(tx, event);
        afterCommit(tx, () => this.count.add());
        return true;
      }
      const known = await this.store.find(tx, customerId);
      if (!known) throw emailTaken();
      if (isRepetition(known, customer)) return false;
      throw new Refusal('customers.exists', 'This id belongs to a customer with other content.', 412);
    });
  }

  customer(customerId: string): Promise<Customer> {
    return this.database.inTransaction(async (tx) => found(await this.store.find(tx, customerId)));
  }

  /** @param isExpected whether the caller knows the version it is about to change */
  change(customerId: string, wanted: Change, isExpected: (version: number) => boolean): Promise<Customer> {
    return this.database.inTransaction(async (tx) => {
      const customer = found(await this.store.lock(tx, customerId));
      if (!isExpected(customer.version)) {
        throw new Refusal(
          'customers.changed-meanwhile',
          'The customer has changed: get them again first.',
          412,
        );
      }
      const changed = change(customer, wanted, this.key);
      if (!changed) return customer;
      await this.store.update(tx, changed.next);
      await this.outbox.add(tx, changed.event);
      return changed.next;
    });
  }

  erase(customerId: string): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      found(await this.store.lock(tx, customerId));
      await this.erasure.erase(tx, customerId, this.store, CustomerErased({ customerId }));
    });
  }

  /** For people whom a backup brought back, here or in any other service. */
  eraseAgain(customerId: string): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      await this.store.lock(tx, customerId); // a change in progress ends first, and is erased with the rest
      await this.erasure.erase(tx, customerId, this.store, CustomerErased({ customerId }));
    });
  }

  async verify(tx: Tx, customerId: string, emailHash: string): Promise<void> {
    const customer = await this.store.lock(tx, customerId);
    const verified = customer && verify(customer, emailHash, this.key);
    if (verified) await this.store.update(tx, verified);
  }
}

function found(customer?: Customer): Customer {
  if (!customer) throw notFound();
  return customer;
}
