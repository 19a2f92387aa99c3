import { NoSuchResource, PeerFailure } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { inStock, shortageInWords } from './cart.js';
import { CatalogClient, type Search } from './catalog.client.js';
import { Asked, type Source } from './degraded.js';
import { LoyaltyClient } from './loyalty.client.js';
import { OrdersClient } from './orders.client.js';
import { RecommendationsClient } from './recommendations.client.js';
import type { Listed, ShownRecord } from './record.js';
import { Records } from './records.js';
import type { Visit } from './visits.js';

/** Records of a page of the last known list. */
const MOST = 20;

/** What stands beside every page that is put together here. */
interface Beside {
  points: number | undefined;
  degraded: Source[];
}

/** Puts pages together from what the neighbours answer, all asked at once, and from what was heard where one does not. */
@Injectable()
export class Shop {
  private readonly missed;

  constructor(
    private readonly catalog: CatalogClient,
    private readonly recommendations: RecommendationsClient,
    private readonly loyalty: LoyaltyClient,
    private readonly orders: OrdersClient,
    private readonly records: Records,
    { metrics }: Telemetry,
  ) {
    this.missed = metrics.count(
      'shop_degraded_pages_total',
      'Pages that were shown without what a neighbour should have answered',
      { peer: ['catalog', 'loyalty', 'orders', 'passwords', 'recommendations'] },
    );
  }

  /** @param from how many records of the last known list come before, where the catalog is down */
  async list({ person, unknown, cart }: Visit, search: Search, from: number) {
    const asked = askedFor(unknown);
    const [first] = cart;
    const [listed, goesWith, points, mine] = await Promise.all([
      asked.ask('catalog', this.catalog.list(search)),
      first && asked.ask('recommendations', this.recommendations.with(first.recordId)),
      person && asked.ask('loyalty', this.loyalty.points(person)),
      person && asked.ask('orders', this.orders.list(person)),
    ]);
    const { records, next } = listed ? byCursor(listed) : await this.known(search, from);
    const levels = await this.records.levels(records);
    return { records, next, levels, goesWith, lastOrder: mine?.orders[0], ...this.beside(asked, points) };
  }

  /** @throws Refusal (404) when there is no such record */
  async record({ person, unknown }: Visit, recordId: string) {
    const asked = askedFor(unknown);
    const [found, goesWith, points, known, levels] = await Promise.all([
      asked.ask('catalog', this.catalog.record(recordId)),
      asked.ask('recommendations', this.recommendations.with(recordId)),
      person && asked.ask('loyalty', this.loyalty.points(person)),
      this.records.find([{ recordId }]),
      this.records.levels([{ recordId }]),
      person && asked.ask('orders', this.orders.list(person)),
    ]);
    const record = recordOf(found, known[0], !asked.degraded.includes('catalog'));
    return { record, available: levels.get(recordId), goesWith, ...this.beside(asked, points) };
  }

  /** The cart with no more copies than there are, and what its page shows beside it. */
  async cart({ person, unknown, cart }: Visit) {
    const asked = askedFor(unknown);
    const [records, levels, points] = await Promise.all([
      this.records.find(cart),
      this.records.levels(cart),
      person && asked.ask('loyalty', this.loyalty.points(person)),
      person && asked.ask('orders', this.orders.list(person)),
    ]);
    const titleOf = (id: string) => records.find(({ recordId }) => recordId === id)?.title ?? 'A record';
    const shortage = shortageInWords(cart, levels, titleOf);
    const lines = inStock(cart, levels);
    return {
      lines,
      shortage,
      records,
      levels,
      canOrder: !asked.degraded.includes('orders'),
      ...this.beside(asked, points),
    };
  }

  private async known(search: Search, from: number) {
    const found = await this.records.search({ ...search, from, most: MOST + 1 });
    const next = found.length > MOST ? { from: from + MOST } : undefined;
    return { records: found.slice(0, MOST) as Listed[], next };
  }

  private beside({ degraded }: Asked, points: number | undefined): Beside {
    for (const peer of degraded) this.missed.add({ peer });
    return { points, degraded };
  }
}

/** Without `passwords`, nothing about the person can be asked. */
const askedFor = (unknown: Visit['unknown']): Asked => new Asked(unknown ? ['passwords'] : []);

const byCursor = ({ records, next }: { records: Listed[]; next?: string | undefined }) => ({
  records,
  next: next === undefined ? undefined : { cursor: next },
});

/** What the catalog says of a record; else what was heard of it, which may be that it was withdrawn. */
function recordOf(
  found: Omit<ShownRecord, 'isForSale'> | undefined,
  known: ShownRecord | undefined,
  isCatalogUp: boolean,
): ShownRecord {
  if (found) return { ...found, isForSale: true };
  if (!known) {
    if (!isCatalogUp) throw new PeerFailure('catalog', 'unreachable');
    throw NoSuchResource.refusal('There is no such record.');
  }
  return isCatalogUp ? { ...known, isForSale: false } : known;
}
