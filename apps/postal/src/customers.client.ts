import { NotFound, type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** What postal reads of a customer. */
export const Customer = z.object({
  name: z.object({ given: z.string(), family: z.string() }),
  address: z.object({
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    postcode: z.string(),
    country: z.string(),
  }),
});
export type Customer = z.infer<typeof Customer>;

@Injectable()
export class CustomersClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('customers');
  }

  /** Returns the current state of a customer, or undefined when there is none. */
  async find(resource: string): Promise<Customer | undefined> {
    const answer = await this.peer.call('GET', resource, { 200: Customer, 404: NotFound });
    return answer.status === 200 ? answer.body : undefined;
  }
}
