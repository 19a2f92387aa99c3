import { newId } from '#libs/telemetry';
import { type Answer, eventually, type ServiceUnderTest } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalog } from '../apps/catalog/src/catalog.module.js';
import { finance } from '../apps/finance/src/finance.module.js';
import { monitor } from '../apps/monitor/src/monitor.module.js';
import { orders } from '../apps/orders/src/orders.module.js';
import { recommendations } from '../apps/recommendations/src/recommendations.module.js';
import { reporting } from '../apps/reporting/src/reporting.module.js';
import { warehouse } from '../apps/warehouse/src/warehouse.module.js';
import { SignupServices } from './signup-services.js';

const OPERATOR = { as: { operator: 'olga' } };
const PRICE = { amount: 1_299, currency: 'USD' };
const RECORD = {
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  year: 1959,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: PRICE,
};
const PERSON = {
  email: 'ann@example.com',
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

describe('the record shop', () => {
  let people: SignupServices;
  const shop: Record<string, ServiceUnderTest> = {};
  let me: { headers: { authorization: string } };
  let customerId: string;
  let recordId: string;

  beforeAll(async () => {
    people = await SignupServices.open();
    const { environment } = people;
    const CUSTOMERS_URL = people.service('customers').url;
    const carrier = await environment.stubThirdParty('carrier');
    const gateway = await environment.stubThirdParty('payment-gateway');
    shop.monitor = await environment.start(monitor);
    shop.catalog = await environment.start(catalog);
    shop.finance = await environment.start(finance, { PAYMENT_GATEWAY_URL: gateway.url });
    shop.orders = await environment.start(orders, { FINANCE_URL: shop.finance.url });
    shop.warehouse = await environment.start(warehouse, { CUSTOMERS_URL, CARRIER_URL: carrier.url });
    shop.reporting = await environment.start(reporting);
    shop.recommendations = await environment.start(recommendations);
    recordId = (await of('catalog').post('/records', RECORD, OPERATOR)).body.recordId;
    await expectSoon(201, () => receive(10));
    await signUp();
  }, 120_000);
  afterAll(() => people.close());

  const of = (name: string): ServiceUnderTest => shop[name] ?? people.service(name);
  const expectSoon = (status: number, ask: () => Promise<Answer>): Promise<Answer> =>
    eventually(async () => {
      const answer = await ask();
      expect([answer.status, answer.body]).toEqual([status, answer.body]);
      return answer;
    });
  const receive = (quantity: number) =>
    of('warehouse').put(`/deliveries/${newId()}`, { lines: [{ recordId, quantity }] }, OPERATOR);
  const available = async () => (await of('warehouse').get(`/stock/${recordId}`)).body.available as number;
  const signUp = async () => {
    customerId = (await of('signup').post('/signups', PERSON)).body.customerId;
    const { email, password } = PERSON;
    const { body } = await expectSoon(201, () => of('passwords').post('/sessions', { email, password }));
    me = { headers: { authorization: `Bearer ${body.accessToken}` } };
  };
  const lines = (quantity = 1) => [{ recordId, quantity }];
  const buy = async (token: string, quantity = 1): Promise<string> => {
    const order = { lines: [{ recordId, quantity, price: PRICE }], token };
    return (await expectSoon(201, () => of('orders').post('/orders', order, me))).body.links.self;
  };
  const pathOf = (link: string) => new URL(link, 'http://any').pathname;
  /** The order, once it is in this state. */
  const becomes = (self: string, state: string): Promise<any> =>
    eventually(async () => {
      const { body } = await of('orders').get(pathOf(self), me);
      expect(body).toMatchObject({ state });
      return body;
    });
  const follow = (link: string, body?: object) => of('orders').post(pathOf(link), body, me);
  /** Whatever the customer returns arrives at the warehouse. */
  const accept = (returnId: string) =>
    expectSoon(200, () =>
      of('warehouse').post(`/returns/${returnId}/acceptance`, { lines: lines() }, OPERATOR),
    );

  it('ends every order, and money, points, reports and the monitor agree', async () => {
    const atFirst = await available();
    const [kept, back, unpaid, declined] = [
      await buy('tok_visa-kept', 2),
      await buy('tok_visa-back'),
      await buy('tok_insufficient-0001'),
      await buy('tok_declined-0001'),
    ];
    await becomes(kept, 'dispatched');
    const { links } = await becomes(back, 'dispatched');
    expect(Object.keys(links).toSorted()).toEqual(['return', 'self']);
    const returned = await follow(links.return, { lines: lines() });
    await accept(returned.body.returns[0].returnId);
    expect(await becomes(back, 'refunded')).toMatchObject({ kept: { amount: 0 } });
    await follow((await becomes(unpaid, 'payment-refused')).links.cancel);
    expect(await becomes(unpaid, 'cancelled')).toMatchObject({ reason: 'requested' });
    expect(await becomes(declined, 'cancelled')).toMatchObject({ reason: 'payment-refused' });

    const points = 100 + Math.floor((2 * PRICE.amount) / 100);
    await eventually(async () => {
      const { body } = await of('loyalty').get(`/accounts/${customerId}`, me);
      return expect(body).toMatchObject({ balance: points }) ?? true;
    });
    await reportsEqualTheLedger(2 * PRICE.amount);
    for (const order of [kept, back, unpaid, declined]) await missesNothing(pathOf(order).split('/').at(-1)!);
    expect(await available()).toBe(atFirst - 2);
  });

  async function reportsEqualTheLedger(amount: number): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const { sequence, balances } = (await of('finance').get('/ledger/balances', OPERATOR)).body;
    const held = balances.map(({ amount }: { amount: number }) => amount);
    expect(held.toSorted((one: number, other: number) => one - other)).toEqual([-amount, amount]);
    await eventually(async () => {
      const path = `/reports/sales?from=${yesterday}&to=${today}&by=artist`;
      const { body } = await of('reporting').get(path, OPERATOR);
      return expect(body).toMatchObject({ sequence, rows: [{ key: RECORD.artist, kept: amount }] }) ?? true;
    });
  }

  async function missesNothing(orderId: string): Promise<void> {
    await eventually(async () => {
      const { body } = await of('monitor').get(`/processes?flow=order&key=${orderId}`, OPERATOR);
      return expect(body.processes).toMatchObject([{ key: orderId, state: 'done' }]) ?? true;
    });
  }
});
