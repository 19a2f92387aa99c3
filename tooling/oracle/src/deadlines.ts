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

  /** What was said to the warehouse after it had forgotten a customer has no answer: after 30 days nobody waits for it. */
  async endWhatIsOwedTo(customerIds: string[]): Promise<void> {
    // Locked in the order in which the services lock them.
    const ofCustomers =
      'where order_id in (select order_id from %s where customer_id = any(?::uuid[]) order by order_id for update)';
    for (const [service, table, column, orders] of [
      ['orders', 'fact', 'learned_at', 'orders'],
      ['orders', 'orders', 'placed_at', 'orders'],
      ['finance', 'refund', 'asked_at', 'sale'],
      ['finance', 'sale', 'opened_at', 'sale'],
    ] as const)
      await this.shop.rows(
        service,
        `update ${table} set ${column} = ${column} - interval '31 days' ${ofCustomers.replace('%s', orders)}`,
        customerIds,
      );
  }
}
