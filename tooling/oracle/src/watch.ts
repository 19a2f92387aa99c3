import { setTimeout as sleep } from 'node:timers/promises';
import type { Moment } from './plan.js';
import type { Shop } from './shop.js';

const PAUSE_MS = 25;
/** A snapshot in which no transaction has ended (https://www.postgresql.org/docs/18/functions-info.html). */
const NOTHING = '3:3:';
/** A fact is visible once it is committed, which may be so much later than the time that it carries. */
const OVERLAP = '5 seconds';

/** What becomes known of an order, or that it can come no more. */
type Waiter = { moment: Moment; resolve: (came: boolean) => void };

/** Reads what `orders` learns of orders, so that whatever waits for a moment of an order need not ask. */
export class Watch {
  private readonly known = new Map<string, Set<string>>();
  private readonly waiters = new Map<string, Waiter[]>();
  private readonly given = new Set<string>();
  private isOver = false;
  private readonly watching: Promise<void>;

  /** @param onLearned called for each type of fact of an order, once */
  constructor(
    private readonly shop: Shop,
    private readonly onLearned: (orderId: string, fact: string) => void,
  ) {
    this.watching = this.watch();
  }

  /** Resolves when something is known of an order: to false when the order ends without it. */
  async until(orderId: string, moment: Moment): Promise<boolean> {
    if (moment === 'order.placed') return true;
    if (this.has(orderId, moment)) return true;
    if (this.cannotCome(orderId, moment)) return false;
    return new Promise((resolve) => {
      this.waiters.set(orderId, [...(this.waiters.get(orderId) ?? []), { moment, resolve }]);
    });
  }

  has(orderId: string, fact: string): boolean {
    return this.known.get(orderId)?.has(fact) ?? false;
  }

  hasEnded(orderId: string): boolean {
    return (
      this.given.has(orderId) || this.has(orderId, 'order.cancelled') || this.has(orderId, 'stock.dispatched')
    );
  }

  /** Nothing is waited for any more of these orders. */
  giveUp(orderIds: Iterable<string>): void {
    for (const orderId of orderIds) {
      this.given.add(orderId);
      this.tell(orderId);
    }
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.watching;
  }

  /** After a dispatch, only a refund comes, and after a cancellation nothing that an act waits for. */
  private cannotCome(orderId: string, moment: Moment): boolean {
    if (this.given.has(orderId) || this.has(orderId, 'order.cancelled')) return true;
    return (
      this.has(orderId, 'stock.dispatched') &&
      !['payment.refunded', 'payment.taken', 'stock.reserved'].includes(moment)
    );
  }

  private async watch(): Promise<void> {
    await this.shop.rows('orders', 'create index on fact (learned_at)');
    let [since, seen] = ['-infinity', NOTHING];
    while (!this.isOver) {
      // What was committed since the last look: a transaction that has not ended is not in its snapshot.
      const facts = await this.shop.rows<{ order_id: string; type: string; at: string; now: string }>(
        'orders',
        `select order_id, type, learned_at::text as at, pg_current_snapshot()::text as now from fact
         where learned_at > ?::timestamptz - interval '${OVERLAP}'
         and not pg_visible_in_snapshot(xmin::text::xid8, ?::pg_snapshot) order by learned_at`,
        since,
        seen,
      );
      for (const { order_id, type, at, now } of facts) {
        [since, seen] = [at, now];
        this.learn(order_id, type);
      }
      await sleep(PAUSE_MS);
    }
  }

  private learn(orderId: string, fact: string): void {
    const facts = this.known.get(orderId) ?? new Set();
    if (facts.has(fact)) return;
    this.known.set(orderId, facts.add(fact));
    this.tell(orderId);
    this.onLearned(orderId, fact);
  }

  private tell(orderId: string): void {
    const waiters = this.waiters.get(orderId) ?? [];
    const left = waiters.filter(({ moment, resolve }) => {
      if (this.has(orderId, moment)) resolve(true);
      else if (this.cannotCome(orderId, moment)) resolve(false);
      else return true;
      return false;
    });
    this.waiters.set(orderId, left);
  }
}
