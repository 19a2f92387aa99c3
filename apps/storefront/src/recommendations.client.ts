import { type Peer, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Money } from './money.js';

const Recommended = z.object({
  recordId: z.uuid(),
  artist: z.string(),
  title: z.string(),
  price: Money,
  because: z.object({ sentence: z.string() }),
});
export type Recommended = z.infer<typeof Recommended>;
export const Recommendations = z.object({ recommendations: z.array(Recommended) });

@Injectable()
export class RecommendationsClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('recommendations');
  }

  /** What goes with a record; nothing with one that is unknown there. */
  async with(recordId: string): Promise<Recommended[]> {
    const answers = { 200: Recommendations, 404: null };
    return (await this.peer.call('GET', `/recommendations/${recordId}`, answers)).body?.recommendations ?? [];
  }
}
