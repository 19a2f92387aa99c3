import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import type { Line, Refund } from './sale.js';

interface Tables {
  refund: {
    refund_id: string;
    order_id: string;
    lines: Line[] | null;
    amount: number | null;
    state: Refund['state'];
    owed_version: Generated<number>;
  };
}

@Injectable()
export class RefundsStore {
  /** A parcel is to come back. What was heard of it before stays. */
  async expect(tx: Tx<Tables>, orderId: string, refundId: string): Promise<void> {
    await tx
      .insertInto('refund')
      .values({ refund_id: refundId, order_id: orderId, state: 'asked' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** A parcel came back as it must not. */
  async reject(tx: Tx<Tables>, orderId: string, refundId: string): Promise<void> {
    await tx
      .insertInto('refund')
      .values({ refund_id: refundId, order_id: orderId, state: 'rejected' })
      .onConflict((conflict) =>
        conflict.column('refund_id').doUpdateSet({ state: 'rejected' }).where('refund.state', '=', 'asked'),
      )
      .execute();
  }

  /**
   * The newest version tells what is owed, until it is begun to be refunded.
   * @param told by an event: its version, and what came back; with null, everything is to be refunded that was taken
   */
  async owe(
    tx: Tx<Tables>,
    orderId: string,
    refundId: string,
    { version, lines }: { version: number; lines: Line[] | null },
  ): Promise<void> {
    const owed = {
      lines: lines && sql<Line[]>`${JSON.stringify(lines)}::jsonb`,
      state: 'due' as const,
      owed_version: version,
    };
    await tx
      .insertInto('refund')
      .values({ refund_id: refundId, order_id: orderId, ...owed })
      .onConflict((conflict) =>
        conflict
          .column('refund_id')
          .doUpdateSet(owed)
          .where('refund.state', 'in', ['asked', 'rejected', 'due'])
          .where('refund.owed_version', '<', version),
      )
      .execute();
  }

  /** The gateway is asked to refund the amount from now on; there is nothing to do for an amount of zero. */
  begin(tx: Tx<Tables>, refundId: string, amount: number): Promise<void> {
    return this.change(tx, refundId, { amount, state: amount ? 'begun' : 'done' });
  }

  finish(tx: Tx<Tables>, refundId: string): Promise<void> {
    return this.change(tx, refundId, { state: 'done' });
  }

  markFailed(tx: Tx<Tables>, refundId: string): Promise<void> {
    return this.change(tx, refundId, { state: 'failed' });
  }

  private async change(tx: Tx<Tables>, refundId: string, values: object): Promise<void> {
    await tx.updateTable('refund').set(values).where('refund_id', '=', refundId).execute();
  }
}
