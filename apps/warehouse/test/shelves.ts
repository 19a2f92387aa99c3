import { newId } from '#libs/telemetry';
import type { ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';

/** Records that the catalogue lists, with so many of each on the shelf. */
export async function listed(service: ServiceUnderTest, ...copies: number[]): Promise<string[]> {
  const recordIds = copies.map(() => newId());
  for (const [at, recordId] of recordIds.entries()) {
    const [onShelf] = copies.slice(at);
    await sql`insert into stock (record_id, on_shelf, is_listed, has_initial)
      values (${recordId}, ${onShelf}, true, true)`.execute(service.database.query);
    if (onShelf)
      await sql`insert into movement (cause, document, record_id, quantity)
        values ('initial', ${recordId}, ${recordId}, ${onShelf})`.execute(service.database.query);
  }
  return recordIds;
}

export const level = async (service: ServiceUnderTest, recordId: string): Promise<number> =>
  (await service.get(`/stock/${recordId}`)).body.available as number;

/** The levels that were said of a record, with their versions. */
export const levelsSaid = async (service: ServiceUnderTest, recordId: string) =>
  (await service.said('stock.level-changed.v1'))
    .filter(({ body }) => body.recordId === recordId)
    .map(({ body, attributes }) => [attributes.entityversion, body.available]);

const OPERATOR = { as: { operator: 'ops' } } as const;

/** What the warehouse has decided on an order, as operators see it. */
export const reservation = (service: ServiceUnderTest, orderId: string) =>
  service.get(`/reservations/${orderId}`, OPERATOR);

/** A return, as operators see it. */
export const theReturn = (service: ServiceUnderTest, returnId: string) =>
  service.get(`/returns/${returnId}`, OPERATOR);
