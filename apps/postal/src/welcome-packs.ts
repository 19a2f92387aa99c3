import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, Effects, Erasure, Outbox } from '#libs/messaging';
import { Awaited } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { CarrierClient } from './carrier.client.js';
import { CustomersClient } from './customers.client.js';
import { CustomerForgotten, SendWelcomePack, WelcomePackDispatched } from './events.js';
import { type WelcomePack, WelcomePacksStore } from './welcome-packs.store.js';

type Recipient = DataOf<typeof SendWelcomePack>;

@Injectable()
export class WelcomePacks {
  private readonly dispatched;

  constructor(
    private readonly database: Database,
    private readonly store: WelcomePacksStore,
    private readonly customers: CustomersClient,
    private readonly carrier: CarrierClient,
    private readonly outbox: Outbox,
    private readonly effects: Effects,
    private readonly erasure: Erasure,
    private readonly awaited: Awaited,
    { metrics }: Telemetry,
  ) {
    this.dispatched = metrics.count(
      'welcome_packs_dispatched_total',
      'Welcome packs that the carrier accepted',
    );
  }

  async request(tx: Tx, recipient: Recipient): Promise<void> {
    if (!(await this.store.insert(tx, recipient.customerId))) return;
    await this.effects.add(
      tx,
      SendWelcomePack,
      `welcome-pack-${recipient.customerId}`,
      recipient,
      recipient.customerId,
    );
  }

  /** @param key the same for every attempt, so that the carrier books one parcel */
  async send(key: string, { customerId, resource }: Recipient): Promise<void> {
    const customer = await this.customers.find(resource);
    if (!customer) return; // erased before the parcel was booked
    const trackingId = await this.carrier.book(key, customer);
    await this.database.inTransaction(async (tx) => {
      if (!(await this.store.dispatch(tx, customerId, trackingId))) return;
      await this.outbox.add(tx, WelcomePackDispatched({ customerId, trackingId }));
      afterCommit(tx, () => this.dispatched.add());
    });
  }

  find(customerId: string): Promise<WelcomePack> {
    return this.database.inTransaction(async (tx) => {
      const pack = await this.store.find(tx, customerId);
      if (!pack) throw await this.awaited.missing(tx, customerId);
      return pack;
    });
  }

  forget(tx: Tx, customerId: string): Promise<void> {
    return this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }
}
