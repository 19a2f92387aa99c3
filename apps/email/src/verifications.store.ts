import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  verification: { customer_id: string; email_hash: string; sent_at: Date | null; verified_at: Date | null };
}

interface Address {
  customerId: string;
  emailHash: string;
}

@Injectable()
export class VerificationsStore {
  /** Requests verification of an address; one that was used before must be verified again. */
  async request(tx: Tx<Tables>, { customerId, emailHash }: Address): Promise<void> {
    await tx
      .insertInto('verification')
      .values({ customer_id: customerId, email_hash: emailHash })
      .onConflict((conflict) =>
        conflict.columns(['customer_id', 'email_hash']).doUpdateSet({ sent_at: null, verified_at: null }),
      )
      .execute();
  }

  /** Returns false when the mail was sent before, or the customer was erased. */
  markSent(tx: Tx<Tables>, address: Address): Promise<boolean> {
    return this.mark(tx, 'sent_at', address);
  }

  /** Returns false when the address was verified before, or the customer was erased. */
  markVerified(tx: Tx<Tables>, address: Address): Promise<boolean> {
    return this.mark(tx, 'verified_at', address);
  }

  /** Whether verification of this address was ever requested; false once the customer is erased. */
  async knows(tx: Tx<Tables>, { customerId, emailHash }: Address): Promise<boolean> {
    const row = await tx
      .selectFrom('verification')
      .select('customer_id')
      .where('customer_id', '=', customerId)
      .where('email_hash', '=', emailHash)
      .executeTakeFirst();
    return row !== undefined;
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('verification').where('customer_id', '=', customerId).execute();
  }

  private async mark(tx: Tx<Tables>, time: 'sent_at' | 'verified_at', { customerId, emailHash }: Address) {
    const { numUpdatedRows } = await tx
      .updateTable('verification')
      .set({ [time]: sql`now()` })
      .where('customer_id', '=', customerId)
      .where('email_hash', '=', emailHash)
      .where(time, 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
