import { type Peer, PeerFailure, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Recipient } from './customers.client.js';

const Booked = z.object({ trackingId: z.string().min(1) });
const Undeliverable = z.object({});

/** Failures before a connection was there. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'];

/** Whether a booking that failed has certainly not reached the carrier. After any other failure, it may have the parcel. */
export function isUnsent(error: unknown): boolean {
  if (!(error instanceof PeerFailure)) return false;
  const { code } = (error.cause ?? {}) as { code?: string };
  return (
    error.peer !== 'carrier' ||
    error.kind === 'circuit open' ||
    error.kind === 'full' ||
    NEVER_CONNECTED.includes(code ?? '')
  );
}

/** Client of the parcel carrier. */
@Injectable()
export class CarrierClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('carrier');
  }

  /** The tracking id of a parcel that was booked by this key; undefined when the carrier knows none. */
  async find(key: string): Promise<string | undefined> {
    const answers = { 200: Booked, 404: null };
    const { body } = await this.peer.call('GET', `/parcels/${encodeURIComponent(key)}`, answers);
    return body?.trackingId;
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
