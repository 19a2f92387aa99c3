import { Injectable } from '@nestjs/common';
import { CarrierClient, isUnsent } from './carrier.client.js';
import { CustomersClient } from './customers.client.js';
import { Fulfilment, type OrderRef } from './fulfilment.js';

/**
 * From the moment in which it is written down that the carrier is asked, a booking must be on its way within this time, in
 * milliseconds: it is waited for a minute before the carrier's word counts that it has none.
 */
const SENT_WITHIN_MS = 20_000;

/** Sends parcels. What asks others runs outside of any transaction, between two that decide. */
@Injectable()
export class Shipping {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly customers: CustomersClient,
    private readonly carrier: CarrierClient,
  ) {}

  /**
   * @param key the same for every attempt, so that the carrier books one parcel
   * @throws Error while it is unknown whether the carrier has the parcel
   */
  async ship(key: string, ref: OrderRef): Promise<void> {
    const began = performance.now();
    const pick = await this.fulfilment.pick(ref);
    if (!pick) return;
    if (pick.step === 'ask') return this.settle(key, ref);
    try {
      await this.book(key, ref, pick.mayBeSent, began);
    } catch (error) {
      if (!pick.mayBeSent && isUnsent(error)) await this.fulfilment.isUnsent(ref);
      throw error;
    }
  }

  private async book(key: string, ref: OrderRef, mayBeSent: boolean, began: number): Promise<void> {
    const recipient = await this.customers.find(ref.customerId);
    if (!recipient) return mayBeSent ? this.settle(key, ref) : this.fulfilment.fail(ref);
    if (performance.now() - began > SENT_WITHIN_MS)
      throw new Error('the address came too late for this attempt to ask the carrier: the next one does');
    const trackingId = await this.carrier.book(key, recipient);
    await (trackingId === undefined ? this.fulfilment.fail(ref) : this.fulfilment.dispatch(ref, trackingId));
  }

  /** Asks what became of an earlier booking whose answer was lost: unknown never means that nothing was sent. */
  private async settle(key: string, ref: OrderRef): Promise<void> {
    const trackingId = await this.carrier.find(key);
    if (trackingId !== undefined) return this.fulfilment.dispatch(ref, trackingId);
    if (!(await this.fulfilment.failUnlessOnItsWay(ref)))
      throw new Error(
        'the carrier does not know the parcel, which may still be on its way to it: it is asked again',
      );
  }
}
