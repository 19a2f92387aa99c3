import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  verification: {
    customer_id: string;
    email_hash: string;
    version: number;
    /** The version in which the customer changed to the address. */
    since: number;
    sent_at: Date | null;
    verified_at: Date | null;
    /** Null once the address is verified, and where it was not stored yet. */
    email: string | null;
    given_name: string | null;
  };
  recipient: { customer_id: string };
}

/** An address, and a version of the customer that has it. */
interface Address {
  customerId: string;
  emailHash: string;
  version: number;
}

/** Whom the mails greet at an address. */
interface Recipient extends Address {
  email: string;
  givenName: string;
}

/** What is known of an address that a customer asks about. */
export interface Known extends Address {
  isVerified: boolean;
  email: string | null;
  givenName: string | null;
}

const keepsAddress = sql`known.version >= excluded.version
  or (known.email_hash = excluded.email_hash and excluded.since = 0)`;

/** The value of the newest version, until the address is verified. */
const newest = (column: 'email' | 'given_name') => sql`case
  when (${keepsAddress}) and known.verified_at is not null then null
  when known.version <= excluded.version then excluded.${sql.ref(column)}
  else known.${sql.ref(column)} end`;

@Injectable()
export class VerificationsStore {
  /** The address that is to be verified; the customer is locked. */
  lock(tx: Tx<Tables>, customerId: string): Promise<Pick<Address, 'emailHash' | 'version'> | undefined> {
    return tx
      .selectFrom('verification')
      .select(['email_hash as emailHash', 'version'])
      .where('customer_id', '=', customerId)
      .forUpdate()
      .executeTakeFirst();
  }

  /**
   * Stores the newest address; one that was used before must be verified again. Returns false when an event about a
   * newer version is stored: events arrive in any order, and several at once.
   */
  async learn(
    tx: Tx<Tables>,
    { customerId, emailHash, version, email, givenName }: Recipient,
    isChange: boolean,
  ): Promise<boolean> {
    const { rows } = await sql<{ isNewest: boolean }>`
      insert into verification as known (customer_id, email_hash, version, since, email, given_name)
      values (${customerId}, ${emailHash}, ${version}, ${isChange ? version : 0}, ${email}, ${givenName})
      on conflict (customer_id) do update set
        since = greatest(known.since, excluded.since),
        version = greatest(known.version, excluded.version),
        email_hash = case when known.version < excluded.version then excluded.email_hash else known.email_hash end,
        sent_at = case when ${keepsAddress} then known.sent_at end,
        verified_at = case when ${keepsAddress} then known.verified_at end,
        email = ${newest('email')},
        given_name = ${newest('given_name')}
      returning version = ${version} as "isNewest"`.execute(tx);
    return rows[0]!.isNewest;
  }

  /** The newest address of a customer, who is locked. */
  async find(tx: Tx<Tables>, customerId: string): Promise<Known | undefined> {
    const { rows } = await sql<Known>`
      select customer_id as "customerId", email_hash as "emailHash", version, email, given_name as "givenName",
        verified_at is not null as "isVerified"
      from verification where customer_id = ${customerId} for update`.execute(tx);
    return rows[0];
  }

  /** Another mail is to be sent, which counts as sent once it is. */
  async sendAgain(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .updateTable('verification')
      .set({ sent_at: null })
      .where('customer_id', '=', customerId)
      .execute();
  }

  /** Returns false when the mail was sent before, or the customer was erased. */
  markSent(tx: Tx<Tables>, address: Address): Promise<boolean> {
    return this.mark(tx, 'sent_at', address);
  }

  /** Returns false when the address was verified before, or the customer was erased. */
  async markVerified(tx: Tx<Tables>, address: Address): Promise<boolean> {
    const isNew = await this.mark(tx, 'verified_at', address);
    if (isNew) await this.forgetAddress(tx, address.customerId);
    return isNew;
  }

  /** Whether the customer has had this address since that version; false once the customer is erased. */
  async knows(tx: Tx<Tables>, { customerId, emailHash, version }: Address): Promise<boolean> {
    const row = await tx
      .selectFrom('verification')
      .select('customer_id')
      .where('customer_id', '=', customerId)
      .where('email_hash', '=', emailHash)
      .where('since', '<=', version)
      .executeTakeFirst();
    return row !== undefined;
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('recipient').where('customer_id', '=', customerId).execute();
    await tx.deleteFrom('verification').where('customer_id', '=', customerId).execute();
  }

  /** Mails are sent to an address until it is verified. */
  private async forgetAddress(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .updateTable('verification')
      .set({ email: null, given_name: null })
      .where('customer_id', '=', customerId)
      .execute();
  }

  private async mark(
    tx: Tx<Tables>,
    time: 'sent_at' | 'verified_at',
    { customerId, emailHash, version }: Address,
  ) {
    const { numUpdatedRows } = await tx
      .updateTable('verification')
      .set({ [time]: sql`now()` })
      .where('customer_id', '=', customerId)
      .where('email_hash', '=', emailHash)
      .where('since', '<=', version)
      .where(time, 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
