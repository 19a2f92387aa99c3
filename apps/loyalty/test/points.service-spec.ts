import { newId } from '#libs/telemetry';
import { type Actor, eventually, message, Stage } from '#libs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loyalty } from '../src/loyalty.module.js';

describe('loyalty', () => {
  let stage: Stage;
  let service: Actor;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(loyalty, { WELCOME_POINTS: '100' });
  });
  afterAll(() => stage.close());

  const register = async (): Promise<string> => {
    const customerId = newId();
    await stage.publish('customers', message('customer.registered.v1', { customerId }));
    await eventually(async () => (await account(customerId)).status === 200);
    return customerId;
  };
  const account = (customerId: string) => service.get(`/accounts/${customerId}`, { as: { person: customerId } });
  const redeem = (customerId: string, points: number, headers?: Record<string, string>) =>
    service.post(`/accounts/${customerId}/redemptions`, { points }, { as: { person: customerId }, headers });

  it('welcomes a new customer with points', async () => {
    const customerId = await register();
    expect((await account(customerId)).body).toEqual({ customerId, balance: 100, version: 1 });
  });

  it('redeems what the balance holds, and says so', async () => {
    const customerId = await register();
    const answer = await redeem(customerId, 30);
    expect(answer).toMatchObject({ status: 201, body: { points: 30, balance: 70 } });
    const said = (await service.said('loyalty.points-redeemed.v1')).find(({ body }) => body.customerId === customerId);
    expect(said?.body).toEqual(answer.body);
    expect(said?.attributes).toMatchObject({ source: '/troupe/loyalty', subject: customerId, entityversion: 2 });
  });
});
