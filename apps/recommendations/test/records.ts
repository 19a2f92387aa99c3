import { newId } from '#libs/telemetry';
import { message, type ServiceUnderTest, type TestEnvironment } from '#tooling/testing';

export interface Told {
  recordId: string;
  artist: string;
  title: string;
  genre: string;
  price: { amount: number; currency: string };
}

/** A record, which differs from every other one in its title unless a test says otherwise. */
export function record(different: Partial<Told> = {}): Told {
  const recordId = newId();
  const price = { amount: 1_299, currency: 'USD' };
  return {
    recordId,
    artist: `Artist ${recordId}`,
    title: recordId,
    genre: `Genre ${recordId}`,
    price,
    ...different,
  };
}

export const listed = (told: Told, entityversion = 1) =>
  message('record.listed.v1', { ...told }, { entityversion });
export const priceChanged = ({ recordId }: Told, amount: number, entityversion: number) =>
  message('record.price-changed.v1', { recordId, price: { amount, currency: 'USD' } }, { entityversion });
export const withdrawn = ({ recordId }: Told, entityversion = 2) =>
  message('record.withdrawn.v1', { recordId }, { entityversion });

/** Lists records, and returns them. */
export async function list(environment: TestEnvironment, service: ServiceUnderTest, ...told: Told[]) {
  await environment.deliver('catalog', service, ...told.map((one) => listed(one)));
  return told;
}
