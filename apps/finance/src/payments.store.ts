import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';

interface Tables {
  payment: {
    payment_id: string;
    order_id: string | null;
    customer_id: string;
    token: string | null;
    token_hash: string | null;
    token_expires_at: Date | null;
    came_at: Generated<Date>;
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

const after = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

@Injectable()
export class PaymentsStore {
  /** Who hands over a token, and who hears of its payment, take turns. It comes before the lock of the order. */
  async lock(tx: Tx<Tables>, paymentId: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${paymentId}, 0))`.execute(tx);
  }

  /** Returns the hash of the token that is stored, which may be another one. */
  async offer(tx: Tx<Tables>, offered: OfferedToken): Promise<string | null> {
    const { paymentId, customerId, token, tokenHash, lastsMs } = offered;
    const stored = await tx
      .insertInto('payment')
      .values({
        payment_id: paymentId,
        customer_id: customerId,
        token,
        token_hash: tokenHash,
        token_expires_at: after(lastsMs),
      })
      .onConflict((conflict) =>
        conflict
          .column('payment_id')
          .doUpdateSet({ token, token_hash: tokenHash, token_expires_at: after(lastsMs) })
          .where('payment.token_hash', 'is', null)
          .where('payment.customer_id', '=', customerId),
      )
      .returning('token_hash as tokenHash')
      .executeTakeFirst();
    return stored ? stored.tokenHash : this.tokenHash(tx, paymentId);
  }

  private async tokenHash(tx: Tx<Tables>, paymentId: string): Promise<string | null> {
    const { tokenHash } = await tx
      .selectFrom('payment')
      .select('token_hash as tokenHash')
      .where('payment_id', '=', paymentId)
      .executeTakeFirstOrThrow();
    return tokenHash;
  }

  /** Erases the tokens that are too old, and what else is known of payments that no order came for. Returns how many. */
  async eraseOldTokens(tx: Tx<Tables>): Promise<number> {
    const { numDeletedRows } = await tx
      .deleteFrom('payment')
      .where('token_expires_at', '<=', sql<Date>`now()`)
      .where('order_id', 'is', null)
      .executeTakeFirst();
    const { numUpdatedRows } = await tx
      .updateTable('payment')
      .set({ token: null })
      .where('token_expires_at', '<=', sql<Date>`now()`)
      .where('token', 'is not', null)
      .executeTakeFirst();
    return Number(numDeletedRows + numUpdatedRows);
  }
}
