import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  contact: {
    customer_id: string;
    email_hash: string;
    version: number;
    /** Null until the registration is heard. */
    names_friends: boolean | null;
    given_name: string | null;
    family_initial: string | null;
  };
  verification: { customer_id: string; email_hash: string };
  wish: { customer_id: string; friend_hash: string };
  suggestion: { customer_id: string; friend_id: string };
}

/** What friends see of a name. */
interface ShownName {
  given: string;
  familyInitial: string;
}

export interface Contact {
  customerId: string;
  emailHash: string;
  version: number;
  name: ShownName;
}

export interface Suggestion {
  friendId: string;
  /** Null when the friend registered with an earlier version of the service, which kept no names. */
  name: ShownName | null;
}

const isNewer = sql`known.version <= excluded.version`;
const namesFriends = sql`coalesce(excluded.names_friends, known.names_friends)`;

@Injectable()
export class FriendsStore {
  /**
   * Locks the customer, so that what is stored next is complete; then these hashes and every hash that is stored for the
   * customer, always in the same order: two customers who share several hashes must not deadlock.
   */
  async lock(tx: Tx<Tables>, customerId: string, hashes: string[] = []): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${customerId}, 1))`.execute(tx); // 0 is of erasures
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

  /**
   * Stores the hash and the name unless a newer version is stored, whichever event arrives last; no name of a customer who
   * names nobody, because nobody will be shown it.
   * @param doesNameFriends undefined when the event does not tell
   */
  async putContact(
    tx: Tx<Tables>,
    { customerId, emailHash, version, name }: Contact,
    doesNameFriends?: boolean,
  ): Promise<void> {
    const kept = doesNameFriends === false ? undefined : name;
    await sql`
      insert into contact as known (customer_id, email_hash, version, names_friends, given_name, family_initial)
      values (${customerId}, ${emailHash}, ${version}, ${doesNameFriends ?? null}, ${kept?.given ?? null},
        ${kept?.familyInitial ?? null})
      on conflict (customer_id) do update set
        version = greatest(known.version, excluded.version),
        email_hash = case when ${isNewer} then excluded.email_hash else known.email_hash end,
        names_friends = ${namesFriends},
        given_name = case when ${namesFriends} is false then null
          when ${isNewer} then excluded.given_name else known.given_name end,
        family_initial = case when ${namesFriends} is false then null
          when ${isNewer} then excluded.family_initial else known.family_initial end`.execute(tx);
  }

  async putWishes(tx: Tx<Tables>, customerId: string, hashes: string[]): Promise<void> {
    if (!hashes.length) return;
    await tx
      .insertInto('wish')
      .values(hashes.map((hash) => ({ customer_id: customerId, friend_hash: hash })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Stores an address for good: one that the customer changes back to was verified before. */
  async putVerification(tx: Tx<Tables>, customerId: string, emailHash: string): Promise<void> {
    await tx
      .insertInto('verification')
      .values({ customer_id: customerId, email_hash: emailHash })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** The customers who look for this one while this one looks for them, if both have verified their addresses. */
  async match(tx: Tx<Tables>, customerId: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select other.customer_id as id
      from contact me
      join wish mine on mine.customer_id = me.customer_id
      join contact other on other.email_hash = mine.friend_hash and other.customer_id <> me.customer_id
      join wish theirs on theirs.customer_id = other.customer_id and theirs.friend_hash = me.email_hash
      join verification v on v.customer_id = me.customer_id and v.email_hash = me.email_hash
      join verification w on w.customer_id = other.customer_id and w.email_hash = other.email_hash
      where me.customer_id = ${customerId}`.execute(tx);
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

  async knows(tx: Tx<Tables>, customerId: string): Promise<boolean> {
    const known = await tx
      .selectFrom('contact')
      .select('customer_id')
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
    return known !== undefined;
  }

  async suggestions(
    tx: Tx<Tables>,
    customerId: string,
    after: string | undefined,
    most: number,
  ): Promise<Suggestion[]> {
    const rows = await tx
      .selectFrom('suggestion')
      .leftJoin('contact', 'contact.customer_id', 'friend_id')
      .select(['friend_id as friendId', 'given_name as given', 'family_initial as familyInitial'])
      .where('suggestion.customer_id', '=', customerId)
      .$if(after !== undefined, (query) => query.where('friend_id', '>', after!))
      .orderBy('friend_id')
      .limit(most)
      .execute();
    return rows.map(({ friendId, given, familyInitial }) => ({
      friendId,
      name: given === null || familyInitial === null ? null : { given, familyInitial },
    }));
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('contact').where('customer_id', '=', customerId).execute();
    await tx.deleteFrom('verification').where('customer_id', '=', customerId).execute();
    await tx.deleteFrom('wish').where('customer_id', '=', customerId).execute();
    await tx
      .deleteFrom('suggestion')
      .where((or) => or.or([or('customer_id', '=', customerId), or('friend_id', '=', customerId)]))
      .execute();
  }
}
