import { newId } from '#libs/telemetry';
import { eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finance } from '../src/finance.module.js';

describe('a means of payment', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(finance);
  });
  afterAll(() => environment.close());

  const as = { service: 'orders' };
  const offer = (paymentId: string, customerId: string, token: string) =>
    service.put(`/payments/${paymentId}`, { customerId, token }, { as });

  it('is stored once under its id, and no other one under the same', async () => {
    const [paymentId, customerId] = [newId(), newId()];
    expect(await offer(paymentId, customerId, 'tok_visa-0001')).toMatchObject({ status: 204, body: '' });
    expect(await offer(paymentId, customerId, 'tok_visa-0001')).toMatchObject({ status: 204 });
    expect(await offer(paymentId, customerId, 'tok_visa-0002')).toMatchObject({
      status: 412,
      body: { type: 'urn:troupe:problem:payment.other-token' },
    });
    expect(await service.tablesWith('tok_visa-0001')).toEqual(['public.payment']);
  });

  it.each(['short', 'tok_ü-is-no-token', `tok_${'x'.repeat(197)}`])(
    'is refused when it is no token, and stands in no log: %s',
    async (token) => {
      expect(await offer(newId(), newId(), token)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/token' }] },
      });
      expect(JSON.stringify(environment.logs)).not.toContain(token);
    },
  );

  it('comes from orders alone', async () => {
    const body = { customerId: newId(), token: 'tok_visa-0003' };
    const refused = [{ service: 'loyalty' }, { person: body.customerId }, { operator: 'olga' }];
    for (const other of refused)
      expect((await service.put(`/payments/${newId()}`, body, { as: other })).status).toBe(403);
  });

  it('is erased when it is too old, and may come again', async () => {
    const strict = await environment.start(finance, { TOKEN_LASTS: '1ms', TOKENS_ERASED_EVERY: '20ms' });
    const [paymentId, customerId] = [newId(), newId()];
    await strict.put(`/payments/${paymentId}`, { customerId, token: 'tok_visa-0004' }, { as });
    await eventually(async () => !(await service.tablesWith('tok_visa-0004')).length);
    await strict.stop();
    expect((await offer(paymentId, customerId, 'tok_visa-0005')).status).toBe(204);
  });
});
