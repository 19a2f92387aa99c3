import { NotFound, type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';

@Injectable()
export class CustomersClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('customers');
  }

  async exists(customerId: string): Promise<boolean> {
    const { status } = await this.peer.call('GET', `/v1/customers/${customerId}`, {
      200: null,
      404: NotFound,
    });
    return status === 200;
  }
}
