import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

const expired = (validMs: number) => sql`requested_at < now() - ${validMs} * interval '1 millisecond'`;

/** Requests to set a new password, each until it is set or the link has expired. */
@Injectable()
export class ResetsStore {
  /** Returns false when the request is known. */
  async insert(tx: Tx, requestId: string, customerId: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into password_reset (id, customer_id) values (${requestId}, ${customerId})
      on conflict do nothing`.execute(tx);
    return Number(numAffectedRows) > 0;
  }

  /** An open request: whose it is, and until when its link is valid. */
  async find(
    tx: Tx,
    requestId: string,
    validMs: number,
  ): Promise<{ customerId: string; until: Date } | undefined> {
    const { rows } = await sql<{ customerId: string; until: Date }>`
      select customer_id as "customerId", requested_at + ${validMs} * interval '1 millisecond' as until
      from password_reset where id = ${requestId} and not (${expired(validMs)})`.execute(tx);
    return rows[0];
  }

  /** Makes every link of a customer useless. */
  async deleteOf(tx: Tx, customerId: string): Promise<void> {
    await sql`delete from password_reset where customer_id = ${customerId}`.execute(tx);
  }

  async deleteExpired(tx: Tx, validMs: number): Promise<void> {
    await sql`delete from password_reset where ${expired(validMs)}`.execute(tx);
  }
}
