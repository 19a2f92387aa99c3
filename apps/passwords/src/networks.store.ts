import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** Days that a network is remembered after the last log-in from there. */
const DAYS = 90;

/** Where customers have logged in, by hashes of network addresses. */
@Injectable()
export class NetworksStore {
  async knows(tx: Tx, email: string, network: string): Promise<boolean> {
    const { rows } = await sql`
      select from known_network join credential using (customer_id)
      where email = ${email} and network = ${network} and last_used_at > now() - make_interval(days => ${DAYS})`.execute(
      tx,
    );
    return rows.length > 0;
  }

  /** Remembers a network, once a day; not of a customer who is erased meanwhile. */
  async remember(tx: Tx, customerId: string, network: string): Promise<void> {
    await sql`
      insert into known_network as known (customer_id, network)
      select customer_id, ${network} from credential where customer_id = ${customerId} for key share
      on conflict (customer_id, network) do update set last_used_at = now()
      where known.last_used_at < now() - interval '1 day'`.execute(tx);
  }

  async deleteUnused(tx: Tx): Promise<void> {
    await sql`delete from known_network where last_used_at < now() - make_interval(days => ${DAYS})`.execute(
      tx,
    );
  }
}
