import { breaks, type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { ColumnType, Selectable } from 'kysely';
import { type Customer, emailTaken } from './customer.js';

interface CustomerTable {
  id: string;
  email: string;
  given_name: string;
  family_name: string;
  address: ColumnType<Customer['address'], string, string>;
  email_verified: boolean;
  friend_hashes: string[];
  version: number;
}

interface Tables {
  customer: CustomerTable;
}

@Injectable()
export class CustomersStore {
  /** Returns false when the id or the e-mail address is taken. */
  async insert(tx: Tx<Tables>, customer: Customer): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('customer')
      .values({ id: customer.customerId, ...columns(customer) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async find(tx: Tx<Tables>, customerId: string): Promise<Customer | undefined> {
    const row = await tx.selectFrom('customer').selectAll().where('id', '=', customerId).executeTakeFirst();
    return row && fromRow(row);
  }

  async lock(tx: Tx<Tables>, customerId: string): Promise<Customer | undefined> {
    const query = tx.selectFrom('customer').selectAll().where('id', '=', customerId).forUpdate();
    const row = await query.executeTakeFirst();
    return row && fromRow(row);
  }

  /** @throws Refusal when the new e-mail address is taken */
  async update(tx: Tx<Tables>, customer: Customer): Promise<void> {
    const update = tx.updateTable('customer').set(columns(customer)).where('id', '=', customer.customerId);
    await update.execute().catch((error: unknown) => {
      throw breaks('email_is_unique', error) ? emailTaken() : error;
    });
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('customer').where('id', '=', customerId).execute();
  }
}

const columns = ({ email, name, address, emailVerified, friendHashes, version }: Customer) => ({
  email,
  given_name: name.given,
  family_name: name.family,
  address: JSON.stringify(address),
  email_verified: emailVerified,
  friend_hashes: friendHashes,
  version,
});

const fromRow = (row: Selectable<CustomerTable>): Customer => ({
  customerId: row.id,
  email: row.email,
  name: { given: row.given_name, family: row.family_name },
  address: row.address,
  emailVerified: row.email_verified,
  friendHashes: row.friend_hashes,
  version: row.version,
});
