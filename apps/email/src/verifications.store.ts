import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  verification: {
    customer_id: string;
    email_hash: string;
    version: number;
    sent_at: Date | null;
    verified_at: Date | null;
  };
}

interface Address {
  customerId: string;
  emailHash: string;
}

@Injectable()
export class VerificationsStore {
  /** The hash of the address that is to be verified, and locked. */
  async lock(tx: Tx<Tables>, customerId: string): Promise<string | undefined> {
    const row = await tx
      .selectFrom('verification')
      .select('email_hash')
      .where('customer_id', '=', customerId)
      .forUpdate()
      .executeTakeFirst();
    return row?.email_hash;
  }

  /**
   * Replaces an older address; one that was used before must be verified again. Returns false when the stored one is as
   * new or newer: events arrive in any order, and several at once.
   */
  async replaceOlder(tx: Tx<Tables>, { customerId, emailHash }: Address, version: number): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into verification as known (customer_id, email_hash, version)
      values (${customerId}, ${emailHash}, ${version})
      on conflict (customer_id) do update
      set email_hash = excluded.email_hash, version = excluded.version,
        sent_at = case when known.email_hash = excluded.email_hash then known.sent_at end,
        verified_at = case when known.email_hash = excluded.email_hash then known.verified_at end
      where known.version < excluded.version`.execute(tx);
    return numAffectedRows === 1n;
  }

  /** Returns false when the mail was sent before, or the customer was erased. */
  markSent(tx: Tx<Tables>, address: Address): Promise<boolean> {
    return this.mark(tx, 'sent_at', address);
  }

  /** Returns false when the address was verified before, or the customer was erased. */
  markVerified(tx: Tx<Tables>, address: Address): Promise<boolean> {
    return this.mark(tx, 'verified_at', address);
  }

  /** Whether this is the customer’s newest address; false once the customer is erased. */
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
