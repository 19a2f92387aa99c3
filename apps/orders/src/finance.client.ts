import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** What the payment gateway gave the customer: it pays once, and must not be stored or logged. */
export const Token = z
  .string()
  .regex(/^[\w-]{8,200}$/, 'must be a token of the payment gateway: 8 to 200 letters, digits, `_` or `-`')
  .meta({
    description: 'the token with which the payment gateway charges the customer',
    example: 'tok_visa-4242',
  });

/** What finance is told of a payment. */
export const Means = z.object({ customerId: z.uuid(), token: Token });
type Means = z.infer<typeof Means>;

const HANDED_OVER = { 204: 'stored', 410: 'customer erased', 412: 'other token' } as const;

@Injectable()
export class FinanceClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('finance');
  }

  /** Hands over the token that pays, unless the payment has another one or the customer is erased. */
  async handOver(paymentId: string, means: Means): Promise<(typeof HANDED_OVER)[keyof typeof HANDED_OVER]> {
    const { status } = await this.peer.call(
      'PUT',
      `/payments/${paymentId}`,
      { 204: null, 410: null, 412: null },
      { body: means, schema: Means },
    );
    return HANDED_OVER[status];
  }
}
