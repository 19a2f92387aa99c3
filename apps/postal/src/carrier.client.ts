import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Customer } from './customers.client.js';

const Booked = z.object({ trackingId: z.string().min(1) });

/** Client of the parcel carrier. */
@Injectable()
export class CarrierClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('carrier');
  }

  /** Books a parcel, one for each key, and returns its tracking id. */
  async book(key: string, { name, address }: Customer): Promise<string> {
    const { body } = await this.peer.call(
      'POST',
      '/parcels',
      { 200: Booked, 201: Booked },
      {
        headers: { 'idempotency-key': key },
        body: { recipient: `${name.given} ${name.family}`, address, reference: key },
      },
    );
    return body.trackingId;
  }
}
