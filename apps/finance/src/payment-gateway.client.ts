import { type Peer, PeerFailure, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Money } from './money.js';

const Charged = z.object({ chargeId: z.string().min(1) });
const Refused = z.object({ code: z.string() });

/** What became of a charge. */
export type Charge = { state: 'taken'; chargeId: string } | { state: 'refused' | 'declined' };

/** The gateway does not refund yet: the refund is attempted again, and admitted to the hospital in the end. */
class RefundRefused extends Error {
  override name = 'RefundRefused';
}

/** Client of the payment gateway. The same key never moves money twice. */
@Injectable()
export class PaymentGatewayClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('payment-gateway');
  }

  /**
   * Takes money. An answer that is lost may mean that it was taken: the gateway is asked.
   * @throws PeerFailure when it is unknown whether the money was taken
   */
  async charge(key: string, token: string, money: Money): Promise<Charge> {
    try {
      return await this.take(key, token, money);
    } catch (error) {
      if (!(error instanceof PeerFailure)) throw error;
      const chargeId = await this.find(key).catch(() => undefined);
      if (chargeId === undefined) throw error;
      return { state: 'taken', chargeId };
    }
  }

  /** The id of a charge that was made; undefined when the gateway knows none. */
  async find(key: string): Promise<string | undefined> {
    const { status, body } = await this.peer.call('GET', `/charges/${encodeURIComponent(key)}`, {
      200: Charged,
      404: null,
    });
    return status === 200 ? body.chargeId : undefined;
  }

  /** @throws RefundRefused when the gateway does not refund now; PeerFailure when it is unknown whether it did */
  async refund(key: string, chargeId: string, money: Money): Promise<void> {
    const answer = await this.peer.call(
      'POST',
      '/refunds',
      { 200: null, 201: null, 422: Refused },
      { headers: { 'idempotency-key': key }, body: { chargeId, ...money } },
    );
    if (answer.status === 422)
      throw new RefundRefused(`the payment gateway does not refund ${chargeId}: ${answer.body.code}`);
  }

  private async take(key: string, token: string, money: Money): Promise<Charge> {
    const { status, body } = await this.peer.call(
      'POST',
      '/charges',
      { 200: Charged, 201: Charged, 402: Refused },
      { headers: { 'idempotency-key': key }, body: { token, ...money } },
    );
    if (status !== 402) return { state: 'taken', chargeId: body.chargeId };
    return { state: body.code === 'insufficient-funds' ? 'refused' : 'declined' };
  }
}
