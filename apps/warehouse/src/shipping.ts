import { Injectable } from '@nestjs/common';
import { CarrierClient } from './carrier.client.js';
import { CustomersClient } from './customers.client.js';
import { Fulfilment, type OrderRef } from './fulfilment.js';

/** Sends parcels. What asks others runs outside of any transaction, between two that decide. */
@Injectable()
export class Shipping {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly customers: CustomersClient,
    private readonly carrier: CarrierClient,
  ) {}

  /** @param key the same for every attempt, so that the carrier books one parcel */
  async ship(key: string, ref: OrderRef): Promise<void> {
    if (!(await this.fulfilment.pick(ref))) return;
    const recipient = await this.customers.find(ref.customerId);
    const trackingId = recipient && (await this.carrier.book(key, recipient));
    if (trackingId === undefined) return this.fulfilment.fail(ref);
    await this.fulfilment.dispatch(ref, trackingId);
  }
}
