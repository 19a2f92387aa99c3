import { newId } from '#libs/telemetry';
import { message, type ServiceUnderTest, type TestEnvironment } from '#tooling/testing';
import type { Listed } from '../src/record.js';

export const newRecord = (different: Partial<Listed> = {}): Listed => ({
  recordId: newId(),
  artist: 'Ella Fitzgerald',
  title: 'Ella in Berlin',
  genre: 'Jazz',
  price: { amount: 1299, currency: 'USD' },
  ...different,
});

/** Lists records, as `catalog` says it. */
export const list = (environment: TestEnvironment, service: ServiceUnderTest, ...records: Listed[]) =>
  environment.deliver(
    'catalog',
    service,
    ...records.map((record) => message('record.listed.v1', { ...record }, { entityversion: 1 })),
  );

/** Says how many of a record there are, as the warehouse does. */
export const stock = (
  environment: TestEnvironment,
  service: ServiceUnderTest,
  { recordId }: Pick<Listed, 'recordId'>,
  available: number,
) =>
  environment.deliver(
    'warehouse',
    service,
    message('stock.level-changed.v1', { recordId, available }, { entityversion: 1 }),
  );
