import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';

interface Tables {
  credential: {
    customer_id: string;
    hash: string;
    email: string | null;
    awaited: string | null;
    version: number | null;
    created_at: Generated<Date>;
  };
}

@Injectable()
export class CredentialsStore {
  /**
   * Returns false when the customer has a credential already.
   * @param awaited hash of the address that the customer will have
   */
  async insert(tx: Tx<Tables>, customerId: string, hash: string, awaited?: string): Promise<boolean> {
    const inserted = await tx
      .insertInto('credential')
      .values({ customer_id: customerId, hash, awaited: awaited ?? null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }

  async hashOf(tx: Tx<Tables>, customerId: string): Promise<string | undefined> {
    const known = await tx
      .selectFrom('credential')
      .select('hash')
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
    return known?.hash;
  }

  byEmail(tx: Tx<Tables>, email: string): Promise<{ customerId: string; hash: string } | undefined> {
    return tx
      .selectFrom('credential')
      .select(['customer_id as customerId', 'hash'])
      .where('email', '=', email)
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
  }

  /** The address of a customer's credential. */
  find(tx: Tx<Tables>, customerId: string): Promise<{ email: string | null } | undefined> {
    return tx
      .selectFrom('credential')
      .select('email')
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
  }

  /** The newest hash of a password with which an address, by its hash, will be able to log in. */
  async hashAwaiting(tx: Tx<Tables>, awaited: string): Promise<string | undefined> {
    const known = await tx
      .selectFrom('credential')
      .select('hash')
      .where('awaited', '=', awaited)
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    return known?.hash;
  }

  /** Whatever changes a credential or its sessions locks it first. */
  lock(
    tx: Tx<Tables>,
    customerId: string,
  ): Promise<{ version: number | null; email: string | null } | undefined> {
    return tx
      .selectFrom('credential')
      .select(['version', 'email'])
      .where('customer_id', '=', customerId)
      .forUpdate()
      .executeTakeFirst();
  }

  async setHash(tx: Tx<Tables>, customerId: string, hash: string): Promise<void> {
    await tx.updateTable('credential').set({ hash }).where('customer_id', '=', customerId).execute();
  }

  async setAddress(tx: Tx<Tables>, customerId: string, email: string, version: number): Promise<void> {
    await tx
      .updateTable('credential')
      .set({ email, awaited: null, version })
      .where('customer_id', '=', customerId)
      .execute();
  }

  /** Takes back that credentials await an address which a customer has: their sign-ups are refused. */
  async awaitNoMore(tx: Tx<Tables>, awaited: string): Promise<void> {
    await tx.updateTable('credential').set({ awaited: null }).where('awaited', '=', awaited).execute();
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('credential').where('customer_id', '=', customerId).execute();
  }

  /** Ids of credentials without an address that are older than `olderThanMs` milliseconds. */
  async inert(tx: Tx<Tables>, olderThanMs: number): Promise<string[]> {
    const rows = await tx
      .selectFrom('credential')
      .select('customer_id')
      .where('email', 'is', null)
      .where('created_at', '<', sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
      .execute();
    return rows.map((row) => row.customer_id);
  }

  async deleteInert(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .deleteFrom('credential')
      .where('customer_id', '=', customerId)
      .where('email', 'is', null)
      .execute();
  }
}
