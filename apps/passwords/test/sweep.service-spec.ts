import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, type StubbedProvider, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { passwords } from '../src/passwords.module.js';
import { credential, erased, PASSWORD, put, register, tell } from './people.js';

/** Provider states of `customers`. */
const ALL_REGISTERED = 'this customer has registered';
const NOBODY_REGISTERED = 'nobody has registered';

const age = (service: ServiceUnderTest, customerId: string, hours: number) =>
  sql`update credential set created_at = now() - ${hours} * interval '1 hour'
    where customer_id = ${customerId}`.execute(service.database.query);

/** Creates an inert credential that is `hours` old. */
async function inert(service: ServiceUnderTest, hours: number): Promise<string> {
  const customerId = newId();
  await put(service, customerId, { password: PASSWORD });
  await age(service, customerId, hours);
  return customerId;
}

describe('a sweep', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let customers: StubbedProvider;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    customers = await environment.stubProvider('customers', { consumer: 'passwords' });
    service = await environment.start(passwords, { CUSTOMERS_URL: customers.url, SWEEP_EVERY: '100ms' });
  });
  afterAll(() => environment.close());

  const asked = async (customerId: string) =>
    (await customers.requests()).filter(({ path }) => path === `/v1/customers/${customerId}`);

  it('deletes an old credential whose customer does not exist, after asking', async () => {
    await customers.given(NOBODY_REGISTERED);
    const customerId = await inert(service, 25);
    await eventually(async () => !(await credential(service, customerId)));
    expect((await asked(customerId))[0]).toMatchObject({ method: 'GET' });
    const swept = environment.logs.filter(({ msg }) => msg === 'an unused credential was swept');
    expect(swept).not.toEqual([]);
    expect(JSON.stringify(swept)).not.toContain(customerId);
  });

  it('deletes networks that are no longer used, and with a credential those of its owner', async () => {
    await customers.given(ALL_REGISTERED);
    const { customerId } = await register(environment, service);
    const networks = async () =>
      (
        await sql<{
          network: string;
        }>`select network from known_network where customer_id = ${customerId}`.execute(
          service.database.query,
        )
      ).rows.map(({ network }) => network);
    await sql`insert into known_network values
      (${customerId}, 'old', now() - interval '91 days'), (${customerId}, 'used', now())`.execute(
      service.database.query,
    );
    await eventually(async () => (await networks()).length === 1);
    expect(await networks()).toEqual(['used']);
    await tell(environment, service, erased(customerId));
    expect(await networks()).toEqual([]);
  });

  it('keeps an old credential whose customer exists, however late the event is', async () => {
    await customers.given(ALL_REGISTERED);
    const customerId = await inert(service, 25);
    await eventually(async () => (await asked(customerId)).length > 1); // so the first look-up changed nothing
    expect(await credential(service, customerId)).toMatchObject({ email: null });
  });

  it('keeps a young credential and one in use, without asking', async () => {
    await customers.given(NOBODY_REGISTERED);
    const young = await inert(service, 23);
    const { customerId } = await register(environment, service);
    await age(service, customerId, 25);
    const old = await inert(service, 25);
    await eventually(async () => !(await credential(service, old)));
    for (const kept of [young, customerId]) {
      expect(await credential(service, kept)).toBeDefined();
      expect(await asked(kept)).toEqual([]);
    }
  });
});

describe('a sweep while customers is down', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords, { SWEEP_EVERY: '100ms' });
  });
  afterAll(() => environment.close());

  it('keeps every credential, and logs that it tries again', async () => {
    const customerId = await inert(service, 25);
    const waiting = ({ msg }: Record<string, unknown>) =>
      msg === 'unused credentials could not be swept; the next sweep tries again';
    const line = await eventually(() => environment.logs.find(waiting));
    expect(line).toMatchObject({ level: 'warn', service: 'passwords', err: { type: 'PeerFailure' } });
    expect(line).toHaveProperty('correlation_id');
    expect(await credential(service, customerId)).toMatchObject({ email: null });
    await service.untilReady();
  });
});

describe('a running sweep', () => {
  it('ends before the service does', async () => {
    const environment = await TestEnvironment.open();
    try {
      const customers = await environment.stubProvider('customers', { consumer: 'passwords' });
      await customers.given(NOBODY_REGISTERED);
      await customers.latency(500);
      const service = await environment.start(passwords, {
        CUSTOMERS_URL: customers.url,
        SWEEP_EVERY: '100ms',
      });
      const customerId = await inert(service, 25);
      await eventually(async () => (await customers.requests()).length > 0);
      await service.stop();
      expect(await credential(service, customerId)).toBeUndefined();
      expect(environment.logs.filter(({ level }) => level === 'warn')).toEqual([]);
    } finally {
      await environment.close();
    }
  });
});
