import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';

interface Tables {
  recipient: { customer_id: string; email: string; given_name: string; version: number };
}

/** Whom mails about orders reach. */
export interface Recipient {
  email: string;
  givenName: string;
}

@Injectable()
export class RecipientsStore {
  /** The newest version counts, whichever event arrives last. */
  async learn(
    tx: Tx<Tables>,
    customerId: string,
    { email, givenName }: Recipient,
    version: number,
  ): Promise<void> {
    const values = { email, given_name: givenName, version };
    await tx
      .insertInto('recipient')
      .values({ customer_id: customerId, ...values })
      .onConflict((conflict) =>
        conflict.column('customer_id').doUpdateSet(values).where('recipient.version', '<', version),
      )
      .execute();
  }

  find(tx: Tx<Tables>, customerId: string): Promise<Recipient | undefined> {
    return tx
      .selectFrom('recipient')
      .select(['email', 'given_name as givenName'])
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
  }
}
