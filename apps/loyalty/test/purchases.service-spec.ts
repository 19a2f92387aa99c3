import { newId } from '#libs/telemetry';
import { message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loyalty } from '../src/loyalty.module.js';
import { account, erased, redeem, register, registered, tell, WELCOME } from './accounts.js';

describe('the points of purchases', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(loyalty, { WELCOME_POINTS: String(WELCOME) });
  });
  afterAll(() => environment.close());

  const kept = (customerId: string, orderId: string, amount: number, version: number) => {
    const type = version === 1 ? 'payment.taken.v1' : 'payment.refunded.v1';
    const attributes = { entityversion: version, datasubject: customerId };
    return message(type, { orderId, customerId, kept: { amount, currency: 'USD' } }, attributes);
  };
  const pay = (...events: ReturnType<typeof message>[]) => environment.deliver('finance', service, ...events);
  const pointsOf = async (customerId: string) => {
    const { balance, debt } = (await account(service, customerId)).body;
    return { balance, debt };
  };

  it('are one for each whole unit that is kept, of the newest event', async () => {
    const customerId = await register(environment, service);
    const orderId = newId();
    await pay(kept(customerId, orderId, 1_999, 1));
    expect(await pointsOf(customerId)).toEqual({ balance: WELCOME + 19, debt: 0 });
    await pay(kept(customerId, orderId, 0, 3));
    await pay(kept(customerId, orderId, 999, 2));
    expect(await pointsOf(customerId)).toEqual({ balance: WELCOME, debt: 0 });
  });

  it('count for an account that is opened later', async () => {
    const customerId = newId();
    await pay(kept(customerId, newId(), 500, 1), kept(customerId, newId(), 700, 1));
    await tell(environment, service, registered(customerId));
    expect(await pointsOf(customerId)).toEqual({ balance: WELCOME + 12, debt: 0 });
  });

  it('can be redeemed, and are a debt when they are refunded then, which later points pay', async () => {
    const customerId = await register(environment, service);
    const orderId = newId();
    await pay(kept(customerId, orderId, 5_000, 1));
    expect(await redeem(service, customerId, WELCOME + 50)).toMatchObject({
      status: 201,
      body: { balance: 0 },
    });
    await pay(kept(customerId, orderId, 0, 2));
    expect(await pointsOf(customerId)).toEqual({ balance: 0, debt: 50 });
    expect((await redeem(service, customerId, 1)).status).toBe(409);
    await pay(kept(customerId, newId(), 6_000, 1));
    expect(await pointsOf(customerId)).toEqual({ balance: 10, debt: 0 });
  });

  it('change the tag of the account', async () => {
    const customerId = await register(environment, service);
    const orderId = newId();
    const tags = [(await account(service, customerId)).headers.get('etag')];
    for (const [amount, version] of [
      [5_000, 1],
      [1_000, 2],
    ] as const) {
      await pay(kept(customerId, orderId, amount, version));
      tags.push((await account(service, customerId)).headers.get('etag'));
    }
    await redeem(service, customerId, 1);
    tags.push((await account(service, customerId)).headers.get('etag'));
    expect(new Set(tags).size).toBe(4);
  });

  it('are forgotten with their customer', async () => {
    const customerId = await register(environment, service);
    const orderId = newId();
    await pay(kept(customerId, orderId, 5_000, 1));
    await tell(environment, service, erased(customerId));
    await pay(kept(customerId, orderId, 0, 2));
    expect(await service.tablesWith(orderId)).toEqual([]);
  });
});
