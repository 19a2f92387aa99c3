import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  contact: { customer_id: string; email_hash: string; version: number };
  wish: { customer_id: string; friend_hash: string };
  suggestion: { customer_id: string; friend_id: string };
}

export interface Contact {
  customerId: string;
  emailHash: string;
  version: number;
}

@Injectable()
export class FriendsStore {
  /**
   * Locks these hashes and every hash that is stored for the customer, always in the same order: two customers who
   * share several hashes must not deadlock.
   */
  async lock(tx: Tx<Tables>, customerId: string, hashes: string[] = []): Promise<void> {
    await sql`
      select pg_advisory_xact_lock(key)
      from (
        select distinct hashtextextended(hash, 0) as key
        from (
          select unnest(${hashes}::text[]) as hash
          union select email_hash from contact where customer_id = ${customerId}
          union select friend_hash from wish where customer_id = ${customerId}
        ) hashes
        order by key
      ) keys`.execute(tx);
  }

  /** Stores the hash unless a newer version is stored, whichever event arrives last. */
  async putContact(tx: Tx<Tables>, { customerId, emailHash, version }: Contact): Promise<void> {
    await tx
      .insertInto('contact')
      .values({ customer_id: customerId, email_hash: emailHash, version })
      .onConflict((conflict) =>
        conflict
          .column('customer_id')
          .doUpdateSet({ email_hash: emailHash, version })
          .where('contact.version', '<', version),
      )
      .execute();
  }

  async putWishes(tx: Tx<Tables>, customerId: string, hashes: string[]): Promise<void> {
    if (!hashes.length) return;
    await tx
      .insertInto('wish')
      .values(hashes.map((hash) => ({ customer_id: customerId, friend_hash: hash })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** The customers whom this one looks for, and those who look for this one. */
  async match(tx: Tx<Tables>, customerId: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select c.customer_id as id from contact c join wish w on w.friend_hash = c.email_hash
      where w.customer_id = ${customerId} and c.customer_id <> ${customerId}
      union
      select w.customer_id as id from wish w join contact c on c.email_hash = w.friend_hash
      where c.customer_id = ${customerId} and w.customer_id <> ${customerId}`.execute(tx);
    return rows.map(({ id }) => id);
  }

  /** Returns false when the two were suggested to each other before. */
  async suggest(tx: Tx<Tables>, one: string, other: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('suggestion')
      .values([
        { customer_id: one, friend_id: other },
        { customer_id: other, friend_id: one },
      ])
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  suggestions(tx: Tx<Tables>, customerId: string): Promise<{ friendId: string }[]> {
    return tx
      .selectFrom('suggestion')
      .select('friend_id as friendId')
      .where('customer_id', '=', customerId)
      .orderBy('friend_id')
      .limit(100)
      .execute();
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('contact').where('customer_id', '=', customerId).execute();
    await tx.deleteFrom('wish').where('customer_id', '=', customerId).execute();
    await tx
      .deleteFrom('suggestion')
      .where((or) => or.or([or('customer_id', '=', customerId), or('friend_id', '=', customerId)]))
      .execute();
  }
}
