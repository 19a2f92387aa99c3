import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type ColumnType, type Generated, sql } from 'kysely';
import { z } from 'zod';
import type { Line } from './lines.js';
import { inMs } from './orders.store.js';

export const ReturnState = z.enum(['expected', 'accepted', 'rejected']);
type ReturnState = z.infer<typeof ReturnState>;

interface Tables {
  goods_return: {
    return_id: string;
    order_id: string;
    customer_id: string | null;
    state: Generated<ReturnState>;
    lines: ColumnType<Line[], string, never>;
    accepted: ColumnType<Line[] | null, string | undefined, string>;
    reason: string | null;
    due_at: Date | null;
  };
}

/** What a customer sends back. */
export interface GoodsReturn {
  returnId: string;
  orderId: string;
  /** Null once the customer was erased. */
  customerId: string | null;
  state: ReturnState;
  lines: Line[];
  /** What was taken back of these lines. */
  accepted: Line[] | null;
  /** Why it was rejected, for the customer. */
  reason: string | null;
}

export type NewReturn = Pick<GoodsReturn, 'returnId' | 'orderId' | 'lines'> & { customerId: string };

/** Until an overdue return is swept, in milliseconds. */
const MARGIN_MS = 120_000;

@Injectable()
export class ReturnsStore {
  /** @param dueInMs until the parcel must be here */
  async expect(tx: Tx<Tables>, parcel: NewReturn, dueInMs: number): Promise<void> {
    const { returnId, orderId, customerId, lines } = parcel;
    await tx
      .insertInto('goods_return')
      .values({
        return_id: returnId,
        order_id: orderId,
        customer_id: customerId,
        lines: JSON.stringify(lines),
        due_at: inMs(dueInMs),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  find(tx: Tx<Tables>, returnId: string): Promise<GoodsReturn | undefined> {
    return returns(tx).where('return_id', '=', returnId).executeTakeFirst();
  }

  /** All that an order's customer has sent back, or will. The lock of the order comes first. */
  ofOrder(tx: Tx<Tables>, orderId: string): Promise<GoodsReturn[]> {
    return returns(tx).where('order_id', '=', orderId).execute();
  }

  /** Those that are expected, in the order of their ids. */
  expected(tx: Tx<Tables>, after: string | undefined, most: number): Promise<GoodsReturn[]> {
    return returns(tx)
      .where('state', '=', 'expected')
      .$if(after !== undefined, (query) => query.where('return_id', '>', after!))
      .orderBy('return_id')
      .limit(most)
      .execute();
  }

  async settle(
    tx: Tx<Tables>,
    returnId: string,
    outcome: { state: 'accepted'; accepted: Line[] } | { state: 'rejected'; reason: string },
  ): Promise<void> {
    const { state } = outcome;
    const told =
      outcome.state === 'accepted'
        ? { accepted: JSON.stringify(outcome.accepted) }
        : { reason: outcome.reason };
    await tx
      .updateTable('goods_return')
      .set({ state, due_at: null, ...told })
      .where('return_id', '=', returnId)
      .execute();
  }

  async due(tx: Tx<Tables>, most: number): Promise<string[]> {
    const rows = await tx
      .selectFrom('goods_return')
      .select('return_id')
      .where('due_at', '<=', sql<Date>`now()`)
      .orderBy('due_at')
      .limit(most)
      .execute();
    return rows.map(({ return_id }) => return_id);
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .updateTable('goods_return')
      .set({ customer_id: null, reason: null })
      .where('customer_id', '=', customerId)
      .execute();
  }

  /** Until when the last return of a customer ends. */
  async owedUntil(tx: Tx<Tables>, customerId: string): Promise<Date | undefined> {
    const { rows } = await sql<{ until: Date | null }>`
      select max(due_at) + ${MARGIN_MS} * interval '1 millisecond' as until
      from goods_return where customer_id = ${customerId}`.execute(tx);
    return rows[0]?.until ?? undefined;
  }
}

const returns = (tx: Tx<Tables>) =>
  tx
    .selectFrom('goods_return')
    .select([
      'return_id as returnId',
      'order_id as orderId',
      'customer_id as customerId',
      'state',
      'lines',
      'accepted',
      'reason',
    ]);
