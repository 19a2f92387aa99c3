import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, token } from '#tooling/testing';
import { sql } from 'kysely';
import { markOf, signCart } from '../src/cart.js';

const HOUR_MS = 3_600_000;
const CART_KEY = 'test-CART_KEY'.padEnd(32, '.');
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const PRICE = { amount: 1299, currency: 'USD' };

const cartOf = (recordId: string) => [{ recordId, quantity: 1, price: PRICE }];

/** The cookies of somebody who has logged in, with a record in the cart. */
async function cookies(id: string): Promise<Record<string, string>> {
  const until = new Date(Date.now() + HOUR_MS);
  const cart = await signCart(cartOf(id), CART_KEY, until);
  return { cookie: `shop-session=${await token('person', id)}; shop-cart=${cart}` };
}

/** Somebody who signs up. */
export const ADA = {
  email: 'ada@example.org',
  password: 'correct horse battery',
  givenName: 'Ada',
  familyName: 'Archer',
  line1: '1 Record Lane',
  city: 'Leeds',
  postcode: 'LS1 4AP',
  country: 'GB',
};

const form = async (id: string, fields: Record<string, string>) => ({
  headers: { ...(await cookies(id)), ...FORM },
  body: new URLSearchParams(fields).toString(),
});
const loggedIn = async (_service: ServiceUnderTest, id: string) => ({ headers: await cookies(id) });
const payment = () => ({ key: newId(), token: 'tok_visa-4242' });

/** A record that was heard of. */
const addRecord = ({ database }: ServiceUnderTest, id: string) =>
  sql`
    insert into record (record_id, artist, title, genre, amount, currency, listed_version, price_version)
    values (${id}, 'Ella Fitzgerald', 'Ella in Berlin', 'Jazz', ${PRICE.amount}, ${PRICE.currency}, 1, 1)
    on conflict do nothing`.execute(database.query);

export const exampleRequests = {
  'GET /shop/records/:recordId': async (service: ServiceUnderTest, id: string) => {
    await addRecord(service, id).catch(() => {}); // its database may be down
    return { headers: await cookies(id) };
  },
  'POST /shop/cart': (_service: ServiceUnderTest, id: string) =>
    form(id, { recordId: id, quantity: '1', amount: '1299', currency: 'USD' }),
  'POST /shop/log-in': (_service: ServiceUnderTest, id: string) =>
    form(id, { email: 'ada@example.org', password: 'correct horse battery' }),
  'POST /shop/new-password': (_service: ServiceUnderTest, id: string) =>
    form(id, { email: 'ada@example.org' }),
  'POST /shop/sign-up': (_service: ServiceUnderTest, id: string) => form(id, { key: newId(), ...ADA }),
  'POST /shop/log-out': (_service: ServiceUnderTest, id: string) => form(id, {}),
  'GET /shop/orders': loggedIn,
  'POST /shop/orders': (_service: ServiceUnderTest, id: string) =>
    form(id, { ...payment(), shown: markOf(cartOf(id)) }),
  'GET /shop/orders/:orderId': loggedIn,
  'POST /shop/orders/:orderId/cancellation': (_service: ServiceUnderTest, id: string) => form(id, {}),
  'POST /shop/orders/:orderId/payments': (_service: ServiceUnderTest, id: string) => form(id, payment()),
  'POST /shop/orders/:orderId/returns': (_service: ServiceUnderTest, id: string) =>
    form(id, { key: newId(), [id]: '1' }),
};
