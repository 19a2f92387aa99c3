import type { Shop } from './shop.js';

/** Lets time pass for single orders, so that nobody waits for what only time ends. */
export class Deadlines {
  constructor(private readonly shop: Shop) {}

  /** The reservation of an order is over now, at the warehouse and at finance. */
  async endReservation(orderId: string): Promise<void> {
    await this.shop.rows(
      'warehouse',
      `update customer_order set due_at = now() where order_id = ? and state in ('open', 'reserved') and due_at is not null`,
      orderId,
    );
    await this.shop.rows(
      'finance',
      'update sale set reserved_until = now() where order_id = ? and reserved_until is not null',
      orderId,
    );
  }

  /** Returns that have not arrived do not arrive any more. */
  async endReturns(): Promise<void> {
    await this.shop.rows(
      'warehouse',
      `update goods_return set due_at = now() where state = 'expected' and due_at > now()`,
    );
  }
}
