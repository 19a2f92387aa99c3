import { discoverServices } from '#libs/service';
import { Deployment, HospitalClient, replayEvents } from '#tooling/launcher';
import { eventually, token } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { reporting } from '../apps/reporting/src/reporting.module.js';
import { OPERATOR, PRICE, RECORD, ShopServices } from './shop-services.js';

const SINCE = new Date(Date.now() - 3_600_000).toISOString();
const PERSON = {
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};
const PUBLISHERS = ['catalog', 'orders', 'finance', 'warehouse'];

describe('reporting that is added later', () => {
  let shop: ShopServices;
  let recordId: string;
  let bought = 0;

  beforeAll(async () => {
    shop = await ShopServices.open({}, [reporting]);
    recordId = await shop.sell();
  });
  beforeEach(() => void jest.spyOn(console, 'log').mockImplementation(() => {}));
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => shop.close());

  /** Somebody buys copies, which are dispatched. */
  const buy = async (quantity: number) => {
    const person = { ...PERSON, email: `${quantity}-${bought++}@example.com` };
    const { customerId } = (await shop.service('signup').post('/signups', person)).body;
    const me = { as: { person: customerId as string } };
    const order = { lines: [{ recordId, quantity, price: PRICE }], token: 'tok_visa-4242' };
    const orderId = await eventually(async () => {
      const { status, body } = await shop.service('orders').post('/orders', order, me);
      return status === 201 && (body.orderId as string);
    });
    await eventually(async () => {
      const { body } = await shop.service('orders').get(`/orders/${orderId}`, me);
      return expect(body).toMatchObject({ state: 'dispatched' }) ?? true;
    });
  };
  const replay = async () => {
    const all = await discoverServices();
    const env = { OPERATOR_TOKEN: await token('operator', 'olga') };
    const urls = PUBLISHERS.map((name) => `${name}=${shop.service(name).url}`);
    const client = new HospitalClient(new Deployment(urls, PUBLISHERS, env), {
      services: all,
      thirdParties: [],
    });
    const request = {
      to: 'reporting',
      since: SINCE,
      types: [],
      rate: 200,
      why: 'it is new',
      isDryRun: false,
    };
    await replayEvents(client, all, request, async () => {});
  };
  const report = async () => {
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const path = `/reports/sales?from=${day(Date.now() - 86_400_000)}&to=${day(Date.now())}&by=artist`;
    return (await shop.service('reporting').get(path, OPERATOR)).body;
  };

  it('tells the whole history as the ledger has it, once, and then what comes', async () => {
    await buy(2);
    await buy(1);
    await shop.add(reporting);
    expect((await report()).rows).toEqual([]);
    const told = (sequence: number, copies: number) =>
      eventually(async () => {
        const kept = copies * PRICE.amount;
        const row = { key: RECORD.artist, kept, copiesSent: copies };
        return expect(await report()).toMatchObject({ sequence, rows: [row] }) ?? true;
      });
    await replay();
    await told(2, 3);
    await replay(); // twice has the effect of once
    await buy(1);
    await told(3, 4);
    const { sequence, balances } = (await shop.service('finance').get('/ledger/balances', OPERATOR)).body;
    expect(sequence).toBe(3);
    expect(balances).toContainEqual(
      expect.objectContaining({ account: 'gateway', amount: 4 * PRICE.amount }),
    );
  });
});
