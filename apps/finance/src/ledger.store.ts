import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import type { Money } from './money.js';

interface Tables {
  ledger: {
    sequence: number;
    account: string;
    amount: number;
    currency: string;
    order_id: string;
    reason: Booking['reason'];
    reference: string;
    booked_at: Generated<Date>;
  };
}

/** Money that moved between the gateway and the sales. */
export interface Booking {
  orderId: string;
  reason: 'payment' | 'refund';
  /** The id of the payment or the refund. */
  reference: string;
  money: Money;
}

/** One side of a booking. */
export interface Entry {
  sequence: number;
  account: string;
  amount: number;
  currency: string;
  orderId: string;
  reason: Booking['reason'];
  reference: string;
  bookedAt: Date;
}

/** What an account holds. */
export interface Balance {
  account: string;
  currency: string;
  amount: number;
}

@Injectable()
export class LedgerStore {
  /**
   * Books on both accounts, which add up to zero. No other booking gets the next place before this one is committed, so
   * this comes last in a transaction.
   * @returns its place in the ledger
   */
  async book(tx: Tx<Tables>, { orderId, reason, reference, money }: Booking): Promise<number> {
    const amount = reason === 'payment' ? money.amount : -money.amount;
    const { rows } = await sql<{ sequence: number }>`
      with head as (update ledger_head set sequence = sequence + 1 returning sequence)
      insert into ledger (sequence, account, amount, currency, order_id, reason, reference)
      select sequence, account, booked, ${money.currency}, ${orderId}::uuid, ${reason}, ${reference}::uuid
      from head, (values ('gateway', ${amount}::int), ('sales', ${-amount}::int)) as sides (account, booked)
      returning sequence`.execute(tx);
    return rows[0]!.sequence;
  }

  /** Entries behind a place, in the order in which they were booked. */
  entries(tx: Tx<Tables>, after: EntryPlace | undefined, most: number): Promise<Entry[]> {
    return entriesOf(tx)
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(sequence, account) > (${after?.sequence}, ${after?.account})`),
      )
      .orderBy('sequence')
      .orderBy('account')
      .limit(most)
      .execute();
  }

  /** @param upTo the place of the last booking that counts; by default all count */
  async balances(tx: Tx<Tables>, upTo?: number): Promise<{ sequence: number; balances: Balance[] }> {
    const { rows } = await sql<{ sequence: number }>`select sequence from ledger_head`.execute(tx);
    const sequence = Math.min(upTo ?? Infinity, rows[0]!.sequence);
    const sums = await sql<Balance>`
      select account, currency, sum(amount)::float8 as amount from ledger
      where sequence <= ${sequence} group by account, currency order by account, currency`.execute(tx);
    return { sequence, balances: sums.rows };
  }
}

/** The place of an entry in the ledger. */
export interface EntryPlace {
  sequence: number;
  account: string;
}

const entriesOf = (tx: Tx<Tables>) =>
  tx
    .selectFrom('ledger')
    .select([
      'sequence',
      'account',
      'amount',
      'currency',
      'order_id as orderId',
      'reason',
      'reference',
      'booked_at as bookedAt',
    ]);
