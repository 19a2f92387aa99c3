import { afterCommit, Database, type Tx } from '#libs/database';
import { Erasure, Outbox, problemType, Totals } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import {
  type Change,
  changeCustomer,
  type Customer,
  emailTaken,
  isRepetition,
  newCustomer,
  registrationEvents,
  type Registration,
  verifyEmail,
} from './customer.js';
import { CustomersConfig } from './customers.config.js';
import { CustomersStore } from './customers.store.js';
import { CustomerErased, Verifications } from './events.js';

export const CustomerExists = problemType({
  code: 'customers.exists',
  status: 412,
  meaning: 'A customer with this id and different content exists.',
  advice: 'Use a new id.',
});

export const ChangedMeanwhile = problemType({
  code: 'customers.changed-meanwhile',
  status: 412,
  meaning: 'The customer has changed since you last read it.',
  advice: 'Get it again, and send its new `ETag` as `If-Match`.',
});

@Injectable()
export class CustomersService {
  private readonly key: string;
  private readonly count;

  constructor(
    private readonly database: Database,
    private readonly store: CustomersStore,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly totals: Totals,
    config: CustomersConfig,
    { metrics }: Telemetry,
  ) {
    this.key = config.CONTACT_HASH_KEY;
    this.count = metrics.count('customers_registered_total', 'Customers who registered');
  }

  /** Returns true for a new customer, false for a repeated registration. */
  register(customerId: string, registration: Registration): Promise<boolean> {
    const customer = newCustomer(customerId, registration, this.key);
    return this.database.inTransaction(async (tx) => {
      if (await this.store.insert(tx, customer)) {
        for (const event of registrationEvents(customer, this.key)) await this.outbox.add(tx, event);
        afterCommit(tx, () => this.count.add());
        return true;
      }
      const known = await this.store.find(tx, customerId);
      if (!known) throw emailTaken();
      if (isRepetition(known, customer)) return false;
      throw CustomerExists.refusal('A customer with this id and different content exists: use a new id.');
    });
  }

  customer(customerId: string): Promise<Customer> {
    return this.database.inTransaction(async (tx) => found(await this.store.find(tx, customerId)));
  }

  /** @param isExpected tells whether the customer is as the caller has read them */
  change(customerId: string, wanted: Change, isExpected: (known: Customer) => boolean): Promise<Customer> {
    return this.database.inTransaction(async (tx) => {
      const customer = expected(await this.store.lock(tx, customerId), isExpected);
      const changed = changeCustomer(customer, wanted, this.key);
      if (!changed) return customer;
      await this.store.update(tx, changed.next);
      await this.outbox.add(tx, changed.event);
      return changed.next;
    });
  }

  /** @param isExpected tells whether the customer is as the caller has read them */
  erase(customerId: string, isExpected: (known: Customer) => boolean): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      expected(await this.store.lock(tx, customerId), isExpected);
      await this.erasure.erase(tx, customerId, this.store, CustomerErased({ customerId }));
    });
  }

  /**
   * Erases a customer whom a restored backup brought back, here or in any other service.
   * @returns whether the customer had come back here
   */
  eraseAgain(customerId: string): Promise<boolean> {
    return this.database.inTransaction(async (tx) => {
      const back = await this.store.lock(tx, customerId); // a change in progress ends first, and is erased with the rest
      await this.erasure.erase(tx, customerId, this.store, CustomerErased({ customerId }));
      return back !== undefined;
    });
  }

  async verify(tx: Tx, customerId: string, emailHash: string): Promise<void> {
    const customer = await this.store.lock(tx, customerId);
    const verified = customer && verifyEmail(customer, emailHash, this.key);
    if (verified) await this.store.update(tx, verified);
    this.totals.add(tx, Verifications);
  }
}

function found(customer?: Customer): Customer {
  if (!customer) throw notFound();
  return customer;
}

function expected(customer: Customer | undefined, isExpected: (known: Customer) => boolean): Customer {
  const known = found(customer);
  if (isExpected(known)) return known;
  throw ChangedMeanwhile.refusal(
    'The customer has changed since you last read it: get it again, and send its new ETag as If-Match.',
  );
}
