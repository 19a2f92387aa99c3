import { type Peer, Peers, withHeaders } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { BadParameters, badList } from './bad-list.js';
import { Money } from './money.js';
import { cursorIn, PageLinks, queryOf } from './query.js';

const Listed = z.object({
  recordId: z.uuid(),
  artist: z.string(),
  title: z.string(),
  genre: z.string(),
  price: Money,
});
export const List = withHeaders({ link: PageLinks }, z.object({ records: z.array(Listed) }));
export const Detail = Listed.extend({
  label: z.string().optional(),
  year: z.int().optional(),
  tracks: z.array(z.object({ title: z.string(), seconds: z.int() })),
});
export type Detail = z.infer<typeof Detail>;

/** What a browser asks for. */
export interface Search {
  q?: string | undefined;
  genre?: string | undefined;
  cursor?: string | undefined;
}

@Injectable()
export class CatalogClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('catalog');
  }

  /**
   * A page of the list, and the cursor of the next one, if there is one.
   * @throws Refusal (400) when the catalog knows no such list
   */
  async list(search: Search) {
    const query = queryOf({ ...search });
    const answers = { 200: List, 400: BadParameters };
    const answer = await this.peer.call('GET', `/records${query}`, answers);
    if (answer.status === 400) throw badList(answer.body);
    return { records: answer.body.records, next: cursorIn(answer.headers.link) };
  }

  /** A record; undefined when it is not for sale. */
  async record(recordId: string): Promise<Detail | undefined> {
    const answers = { 200: Detail, 404: null, 410: null };
    return (await this.peer.call('GET', `/records/${recordId}`, answers)).body;
  }
}
