import { newId } from '#libs/telemetry';
import { message, type ServiceUnderTest, type TestEnvironment } from '#tooling/testing';
import type { RecordForSale } from '../src/pricing.js';
import { RecordsStore } from '../src/records.store.js';

export const newRecord = (amount = 1299): RecordForSale => ({
  recordId: newId(),
  artist: 'Ella Fitzgerald',
  title: 'Ella in Berlin',
  price: { amount, currency: 'USD' },
});

/** Lists a record, as `catalog` says it. */
export async function list(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  record: RecordForSale,
  entityversion = 1,
): Promise<void> {
  await environment.deliver('catalog', service, message('record.listed.v1', record, { entityversion }));
}

/** What the service knows of a record that is for sale. */
export const forSale = (service: ServiceUnderTest, recordId: string): Promise<RecordForSale[]> =>
  service.database.inTransaction((tx) => new RecordsStore().forSale(tx, [recordId]));
