import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  verification: { customer_id: string; email_hash: string; sent_at: Date | null; verified_at: Date | null };
}

@Injectable()
export class VerificationsStore {
  async insert(tx: Tx<Tables>, { customerId, emailHash }: { customerId: string; emailHash: string }): Promise<void> {
    await tx
      .insertInto('verification')
      .values({ customer_id: customerId, email_hash: emailHash })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** False when the customer is gone. */
  async markSent(tx: Tx<Tables>, customerId: string, emailHash: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('verification')
      .set({ sent_at: sql`now()` })
      .where('customer_id', '=', customerId)
      .where('email_hash', '=', emailHash)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** False when it was verified before, or the customer is gone. */
  async markVerified(tx: Tx<Tables>, customerId: string, emailHash: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('verification')
      .set({ verified_at: sql`now()` })
      .where('customer_id', '=', customerId)
      .where('email_hash', '=', emailHash)
      .where('verified_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async delete(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('verification').where('customer_id', '=', customerId).execute();
  }
}
