import { type Answer, eventually } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATOR, PRICE, RECORD, ShopServices } from './shop-services.js';

const PERSON = {
  email: 'ann@example.com',
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

describe('the record shop', () => {
  let shop: ShopServices;
  let me: { headers: { authorization: string } };
  let customerId: string;
  let recordId: string;

  beforeAll(async () => {
    shop = await ShopServices.open();
    recordId = await shop.sell();
    await signUp();
  });
  afterAll(() => shop.close());

  const of = (name: string) => shop.service(name);
  const expectSoon = (status: number, ask: () => Promise<Answer>): Promise<Answer> =>
    eventually(async () => {
      const answer = await ask();
      expect([answer.status, answer.body]).toEqual([status, answer.body]);
      return answer;
    });
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
