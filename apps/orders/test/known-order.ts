import { newId } from '#libs/telemetry';
import type { ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';
import type { FactType } from '../src/facts.js';
import type { Money } from '../src/money.js';

const HOUR_MS = 3_600_000;

/** Puts a record up for sale at this price, or changes its price. */
export const sell = ({ database }: ServiceUnderTest, recordId: string, { amount, currency }: Money) =>
  sql`
    insert into record (record_id, artist, title, amount, currency, listed_version, price_version)
    values (${recordId}, 'Ella Fitzgerald', 'Ella in Berlin', ${amount}, ${currency}, 1, 1)
    on conflict (record_id) do update set amount = excluded.amount, currency = excluded.currency`.execute(
    database.query,
  );

/** An order with an id that is given, of which facts are known as if they had been heard. */
export class KnownOrder {
  private readonly orderId: string;
  private readonly customerId: string;
  private readonly recordId: string;

  constructor(
    private readonly service: ServiceUnderTest,
    { orderId, customerId, recordId = newId() }: Record<string, string>,
  ) {
    this.orderId = orderId!;
    this.customerId = customerId!;
    this.recordId = recordId;
  }

  /** Two copies of one record. */
  async place(): Promise<void> {
    const { orderId, customerId, recordId } = this;
    const price = { amount: 1299, currency: 'USD' };
    const lines = [{ recordId, quantity: 2, price, artist: 'Ella Fitzgerald', title: 'Ella in Berlin' }];
    await sql`delete from orders where order_id = ${orderId}`.execute(this.service.database.query);
    await sql`
      insert into orders (order_id, customer_id, lines, total_amount, total_currency, version)
      values (${orderId}, ${customerId}, ${JSON.stringify(lines)}, 2598, 'USD', 1)`.execute(
      this.service.database.query,
    );
  }

  async refused(): Promise<void> {
    const paymentId = newId();
    await this.place();
    const until = new Date(Date.now() + HOUR_MS).toISOString();
    await this.learn('stock.reserved', this.orderId, { until });
    await this.learn('order.payment-offered', paymentId);
    await this.learn('payment.refused', paymentId);
  }

  async cancelled(): Promise<void> {
    await this.place();
    await this.learn('stock.released', this.orderId, { reason: 'expired' });
  }

  async refundFailed(): Promise<void> {
    const cancellationId = newId();
    await this.cancelled();
    await this.learn('order.cancelled', cancellationId, { reason: 'expired' });
    await this.learn('payment.refund-failed', cancellationId);
  }

  async dispatched(): Promise<void> {
    await this.place();
    await this.learn('stock.dispatched', this.orderId, { trackingId: 'parcel-1' });
  }

  async cancelledTooLate(): Promise<void> {
    await this.dispatched();
    await this.learn('order.cancellation-requested', newId());
  }

  /** @returns the id of the return */
  async returning(): Promise<string> {
    const returnId = newId();
    await this.dispatched();
    const lines = [{ recordId: this.recordId, quantity: 1 }];
    await this.learn('order.return-requested', returnId, { lines });
    return returnId;
  }

  async returnRejected(): Promise<void> {
    const returnId = await this.returning();
    await this.learn('stock.return-rejected', returnId, { reason: 'scratched' });
  }

  private async learn(type: FactType, about: string, data: object = {}): Promise<void> {
    await sql`
      insert into fact (order_id, type, about, version, data)
      values (${this.orderId}, ${type}, ${about}, 1, ${JSON.stringify(data)})`.execute(
      this.service.database.query,
    );
  }
}
