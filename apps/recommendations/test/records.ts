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

interface Order {
  orderId?: string;
  customerId?: string;
}

/** An order of two copies of each record, by a customer of its own. */
const parcel = (type: string, records: Told[], { orderId = newId(), customerId = newId() }: Order) => {
  const lines = records.map(({ recordId }) => ({ recordId, quantity: 2 }));
  return message(type, { orderId, customerId, lines }, { subject: orderId, datasubject: customerId });
};
export const dispatched = (records: Told[], order: Order = {}) =>
  parcel('stock.dispatched.v1', records, order);
export const returned = (records: Told[], order: Order = {}) => parcel('stock.returned.v1', records, order);
export const erased = (customerId: string) => message('customer.erased.v1', { customerId });

/** Lists records, and returns them. */
export async function list(environment: TestEnvironment, service: ServiceUnderTest, ...told: Told[]) {
  await environment.deliver('catalog', service, ...told.map((one) => listed(one)));
  return told;
}
