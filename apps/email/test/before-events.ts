import type { OneEvent, ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';

/** Mails about orders reach an address that is known. */
export async function beforeOne({ database }: ServiceUnderTest, { data }: OneEvent): Promise<object> {
  if ('orderId' in data)
    await sql`
      insert into recipient (customer_id, email, given_name, version)
      values (${data.customerId}, 'ada@example.org', 'Ada', 1) on conflict do nothing`.execute(
      database.query,
    );
  return {};
}
