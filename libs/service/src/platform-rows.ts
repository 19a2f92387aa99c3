import type { Tx } from '#libs/database';
import type { KeepsPersonalData } from '#libs/messaging';
import { sql } from 'kysely';
import type { KeyedHash } from './keyed-hash.js';

/** What the schema `platform` of every service keeps about people. No service has to think of it. */
export class PlatformRows implements KeepsPersonalData {
  constructor(private readonly hashes: KeyedHash) {}

  async erase(tx: Tx, person: string): Promise<void> {
    await sql`delete from platform.idempotency where person = ${person} or id::text = ${person}`.execute(tx);
    // A key ends with the hash of whom it counts, behind the name of the limit.
    await sql`delete from platform.rate_limit where key like ${`%:${this.hashes.of(person)}`}`.execute(tx);
  }
}
