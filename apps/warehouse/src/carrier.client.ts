import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Recipient } from './customers.client.js';

const Booked = z.object({ trackingId: z.string().min(1) });
const Undeliverable = z.object({});

/** Client of the parcel carrier. */
@Injectable()
export class CarrierClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('carrier');
  }

  /** Books a parcel, one for each key. @returns its tracking id, or undefined when it does not deliver to the address */
  async book(key: string, { name, address }: Recipient): Promise<string | undefined> {
    const answer = await this.peer.call(
      'POST',
      '/parcels',
      { 200: Booked, 201: Booked, 422: Undeliverable },
      {
        headers: { 'idempotency-key': key },
        body: { recipient: `${name.given} ${name.family}`, address, reference: key },
      },
    );
    return answer.status === 422 ? undefined : answer.body.trackingId;
  }
}
