import { type Journey, until } from './journey.js';

/** How many different records are bought at most. */
const MOST = 5;

/** A record of the shop that can be bought. */
export interface ShopRecord {
  recordId: string;
  price: { amount: number; currency: string };
}

/** What can be bought now. @throws Error when nothing can */
export function recordsInStock(journey: Journey): ShopRecord[] {
  const { records } = journey.get('/records', { step: 'set-up' }).json() as unknown as {
    records: ShopRecord[];
  };
  const ids = records.map(({ recordId }) => recordId).join(',');
  const stock = journey.get('/stock', { query: { records: ids }, step: 'set-up' });
  const levels = (stock.json() as unknown as { records: { recordId: string; available: number }[] }).records;
  const available = new Set(levels.flatMap(({ recordId, available: copies }) => (copies ? recordId : [])));
  const found = records.filter(({ recordId }) => available.has(recordId));
  if (!found.length) throw new Error('The shop has no record in stock: book a delivery (docs/warehouse.md).');
  return found.slice(0, MOST);
}

/** Orders a copy of a record. One whose listing, or price, has not arrived yet is refused. */
export const order = (
  journey: Journey,
  token: string,
  { recordId, price }: ShopRecord,
  step: string,
  expected = [201],
) =>
  journey.post('/orders', {
    body: { lines: [{ recordId, quantity: 1, price }], token: `tok_visa-${journey.correlationId}` },
    token,
    step,
    expected,
  });

/** Waits until each record can be ordered. @throws Error when one cannot */
export function untilForSale(journey: Journey, token: string, records: ShopRecord[]): void {
  for (const record of records) {
    const { status, body } = until(
      (response) => response.status === 201,
      () => order(journey, token, record, 'set-up', [201, 409]),
    );
    if (status !== 201) throw new Error(`POST /orders answers ${status}: ${body}`);
  }
}
