import { NotFound, type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** What the warehouse reads of a customer, and keeps nowhere. */
export const Recipient = z.object({
  name: z.object({ given: z.string(), family: z.string() }),
  address: z.object({
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    postcode: z.string(),
    country: z.string(),
  }),
});
export type Recipient = z.infer<typeof Recipient>;

@Injectable()
export class CustomersClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('customers');
  }

  /** Where a customer lives now, or undefined when there is no such customer. */
  async find(customerId: string): Promise<Recipient | undefined> {
    const answer = await this.peer.call('GET', `/v2/customers/${customerId}`, {
      200: Recipient,
      404: NotFound,
    });
    return answer.status === 200 ? answer.body : undefined;
  }
}
