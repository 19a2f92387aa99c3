import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** How long sessions may last, and how long an exchange may be repeated, in milliseconds. */
export interface Lifetimes {
  idleMs: number;
  maxMs: number;
  graceMs: number;
}

/** What is known of a refresh token. */
export interface KnownToken {
  sessionId: string;
  /** Whether its session goes on: it has been refreshed recently enough, and is not too old. */
  isAlive: boolean;
  isExchanged: boolean;
  /** Whether it was exchanged within the grace. */
  isRecent: boolean;
  /** Whether a token that was issued in exchange for it was exchanged itself. */
  isContinued: boolean;
}

const before = (ms: number) => sql`now() - ${ms} * interval '1 millisecond'`;

/** Sessions, each with the hashes of its refresh tokens: the tokens themselves are stored nowhere. */
@Injectable()
export class SessionsStore {
  /** Returns false when the customer is erased meanwhile. */
  async begin(tx: Tx, sessionId: string, customerId: string, hash: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into session (id, customer_id)
      select ${sessionId}, customer_id from credential where customer_id = ${customerId} for key share`.execute(
      tx,
    );
    if (!numAffectedRows) return false;
    await sql`insert into refresh_token (hash, session_id) values (${hash}, ${sessionId})`.execute(tx);
    return true;
  }

  /** Whose session a token belongs to. */
  async ownerOf(tx: Tx, hash: string): Promise<string | undefined> {
    const { rows } = await sql<{ customerId: string }>`
      select customer_id as "customerId" from refresh_token join session on session.id = session_id
      where hash = ${hash}`.execute(tx);
    return rows[0]?.customerId;
  }

  async find(tx: Tx, hash: string, { idleMs, maxMs, graceMs }: Lifetimes): Promise<KnownToken | undefined> {
    const { rows } = await sql<KnownToken>`
      select session_id as "sessionId",
        began_at > ${before(maxMs)} and refreshed_at > ${before(idleMs)} as "isAlive",
        token.exchanged_at is not null as "isExchanged",
        coalesce(token.exchanged_at > ${before(graceMs)}, false) as "isRecent",
        exists (select from refresh_token next
          where next.predecessor = token.hash and next.exchanged_at is not null) as "isContinued"
      from refresh_token token join session on session.id = session_id
      where hash = ${hash}`.execute(tx);
    return rows[0];
  }

  /** Marks a token as exchanged. What else was issued for its predecessor can no longer be exchanged. */
  async exchange(tx: Tx, hash: string): Promise<void> {
    await sql`
      update refresh_token set exchanged_at = case when hash = ${hash} then now() else '-infinity' end
      where hash = ${hash}
        or predecessor = (select predecessor from refresh_token where hash = ${hash}) and exchanged_at is null`.execute(
      tx,
    );
  }

  /** Adds the token that is issued in exchange for another one. */
  async add(tx: Tx, sessionId: string, hash: string, predecessor: string): Promise<void> {
    await sql`insert into refresh_token (hash, session_id, predecessor)
      values (${hash}, ${sessionId}, ${predecessor})`.execute(tx);
    await sql`update session set refreshed_at = now() where id = ${sessionId}`.execute(tx);
  }

  /** Ends the session of a token. */
  async end(tx: Tx, hash: string): Promise<void> {
    await sql`
      delete from session where id = (select session_id from refresh_token where hash = ${hash})`.execute(tx);
  }

  async endAll(tx: Tx, customerId: string): Promise<void> {
    await sql`delete from session where customer_id = ${customerId}`.execute(tx);
  }

  async deleteExpired(tx: Tx, { idleMs, maxMs }: Lifetimes): Promise<void> {
    await sql`delete from session where began_at < ${before(maxMs)} or refreshed_at < ${before(idleMs)}`.execute(
      tx,
    );
  }
}
