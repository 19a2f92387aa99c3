import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import type { Payment } from './sale.js';

interface Tables {
  sale: { order_id: string; payment_id: string | null; offer_version: number };
  payment: {
    payment_id: string;
    order_id: string | null;
    customer_id: string;
    token: string | null;
    token_hash: string | null;
    token_expires_at: Date | null;
    state: Generated<Payment['state']>;
    charge_id: string | null;
    tried_at: Date | null;
  };
}

/** A token as it comes. */
export interface OfferedToken {
  paymentId: string;
  customerId: string;
  token: string;
  tokenHash: string;
  /** How long it is kept at most, in milliseconds. */
  lastsMs: number;
}

@Injectable()
export class PaymentsStore {
  /** Who hands over a token, and who hears of its payment, take turns. It comes before the lock of the order. */
  async lock(tx: Tx<Tables>, paymentId: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${paymentId}, 0))`.execute(tx);
  }

  /** The order of a payment, once it was heard. */
  async orderOf(tx: Tx<Tables>, paymentId: string): Promise<string | undefined> {
    const found = await tx
      .selectFrom('payment')
      .select('order_id as orderId')
      .where('payment_id', '=', paymentId)
      .executeTakeFirst();
    return found?.orderId ?? undefined;
  }

  /** Stores a token, unless the payment has one. Returns the hash of the one that it has. */
  async offer(tx: Tx<Tables>, offered: OfferedToken): Promise<string | null> {
    const { paymentId, customerId, token, tokenHash, lastsMs } = offered;
    const values = {
      token,
      token_hash: tokenHash,
      token_expires_at: sql<Date>`now() + ${lastsMs} * interval '1 millisecond'`,
    };
    await tx
      .insertInto('payment')
      .values({ payment_id: paymentId, customer_id: customerId, ...values })
      .onConflict((conflict) =>
        conflict
          .column('payment_id')
          .doUpdateSet(values)
          .where('payment.token_hash', 'is', null)
          .where('payment.customer_id', '=', customerId),
      )
      .execute();
    const { hash } = await tx
      .selectFrom('payment')
      .select('token_hash as hash')
      .where('payment_id', '=', paymentId)
      .executeTakeFirstOrThrow();
    return hash;
  }

  /** Links a payment to its order, which is locked. The newest means of payment pays. */
  async link(tx: Tx<Tables>, orderId: string, customerId: string, paymentId: string, version: number) {
    await tx
      .insertInto('payment')
      .values({ payment_id: paymentId, order_id: orderId, customer_id: customerId })
      .onConflict((conflict) =>
        conflict
          .column('payment_id')
          .doUpdateSet({ order_id: orderId })
          .where('payment.customer_id', '=', customerId),
      )
      .execute();
    await tx
      .updateTable('sale')
      .set({ payment_id: paymentId, offer_version: version })
      .where('order_id', '=', orderId)
      .where('offer_version', '<', version)
      .execute();
  }

  /** The gateway is asked for the money from now on. */
  begin(tx: Tx<Tables>, paymentId: string): Promise<void> {
    return this.change(tx, paymentId, { state: 'charging' });
  }

  async markTried(tx: Tx<Tables>, paymentId: string): Promise<void> {
    await this.change(tx, paymentId, { tried_at: sql<Date>`now()` });
  }

  /** What became of a payment. */
  settle(tx: Tx<Tables>, paymentId: string, state: Payment['state'], chargeId?: string): Promise<void> {
    return this.change(tx, paymentId, { state, ...(chargeId && { charge_id: chargeId }) });
  }

  /** No token of an order is kept for longer than its records are reserved. */
  async limitTokens(tx: Tx<Tables>, orderId: string, until: Date): Promise<void> {
    await tx
      .updateTable('payment')
      .set({ token_expires_at: until })
      .where('order_id', '=', orderId)
      .where('token', 'is not', null)
      .where('token_expires_at', '>', until)
      .execute();
  }

  async eraseTokens(tx: Tx<Tables>, paymentIds: string[]): Promise<void> {
    if (!paymentIds.length) return;
    await tx.updateTable('payment').set({ token: null }).where('payment_id', 'in', paymentIds).execute();
  }

  /** Erases the tokens that are too old, and what else is known of payments that no order came for. */
  async eraseOldTokens(tx: Tx<Tables>): Promise<void> {
    await tx
      .deleteFrom('payment')
      .where('token_expires_at', '<=', sql<Date>`now()`)
      .where('order_id', 'is', null)
      .execute();
    await tx
      .updateTable('payment')
      .set({ token: null })
      .where('token_expires_at', '<=', sql<Date>`now()`)
      .where('token', 'is not', null)
      .execute();
  }

  private async change(tx: Tx<Tables>, paymentId: string, values: object): Promise<void> {
    await tx.updateTable('payment').set(values).where('payment_id', '=', paymentId).execute();
  }
}
