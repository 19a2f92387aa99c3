import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loyalty } from '../src/loyalty.module.js';
import {
  account,
  erased,
  ledger,
  redeem,
  register,
  registered,
  saidAbout,
  tell,
  WELCOME,
} from './accounts.js';

describe('an erased customer', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(loyalty, { WELCOME_POINTS: String(WELCOME) });
  });
  afterAll(() => environment.close());

  /** Resolves when that many transactions wait for a lock, whether of each other or of the test. */
  const areWaiting = (many: number) =>
    eventually(async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        service.database.query,
      );
      return rows.length >= many; // the relay may wait for a lock, too
    });

  it('has no account, and their ledger entries no longer name them', async () => {
    const customerId = await register(environment, service);
    const { redemptionId } = (await redeem(service, customerId, 30)).body;
    const before = await ledger(service, null);
    await tell(environment, service, erased(customerId));
    expect((await account(service, customerId)).status).toBe(404);
    expect((await redeem(service, customerId, 1)).status).toBe(404);
    expect((await ledger(service, null)).length).toBe(before.length + 2);
    const { rows } = await sql`select from entry where id in (${customerId}, ${redemptionId})`.execute(
      service.database.query,
    );
    expect(rows).toEqual([]);
  });

  it('is said to be forgotten once, and no other event about them is kept', async () => {
    const customerId = await register(environment, service);
    await redeem(service, customerId, 30);
    const event = erased(customerId);
    await tell(environment, service, event);
    await tell(environment, service, event);
    expect(await saidAbout(service, customerId, 'loyalty.customer-forgotten.v1')).toMatchObject([
      { body: { customerId } },
    ]);
    for (const type of ['loyalty.account-opened.v1', 'loyalty.points-redeemed.v1']) {
      expect(await saidAbout(service, customerId, type)).toMatchObject([{ body: null }]);
    }
  });

  it('leaves no answer to a redemption behind, nor whose request it was', async () => {
    const customerId = await register(environment, service);
    const { redemptionId } = (await redeem(service, customerId, 30, newId())).body;
    expect(await service.tablesWith(redemptionId)).toContain('platform.idempotency'); // the search finds what is there
    await tell(environment, service, erased(customerId));
    for (const id of [customerId, redemptionId])
      expect(await service.tablesWith(id)).not.toContain('platform.idempotency');
  });

  it('gets no account from a late registration', async () => {
    const customerId = newId();
    await tell(environment, service, erased(customerId));
    await tell(environment, service, registered(customerId));
    expect((await account(service, customerId)).status).toBe(404);
    expect(await ledger(service, customerId)).toEqual([]);
    expect(await saidAbout(service, customerId, 'loyalty.account-opened.v1')).toEqual([]);
  });

  it('has no account when their registration was in progress', async () => {
    const customerId = newId();
    const [first, second] = [registered(customerId), erased(customerId)];
    await service.database.inTransaction(async (tx) => {
      await sql`lock table messaging.outbox in exclusive mode`.execute(tx); // the account is open, but not yet said to be
      await environment.publish('customers', first);
      await areWaiting(1);
      await environment.publish('customers', second);
      await areWaiting(2);
    });
    await Promise.all([service.hasHeard(first.id), service.hasHeard(second.id)]);
    expect((await account(service, customerId)).status).toBe(404);
    expect(await ledger(service, customerId)).toEqual([]);
  });

  it('leaves nothing of a redemption that was in progress', async () => {
    const customerId = await register(environment, service);
    const event = erased(customerId);
    const redemption = await service.database.inTransaction(async (tx) => {
      await sql`lock table entry in exclusive mode`.execute(tx);
      const answer = redeem(service, customerId, 30);
      await areWaiting(1);
      await environment.publish('customers', event);
      await areWaiting(2);
      return { answer };
    });
    expect((await redemption.answer).status).toBe(201);
    await service.hasHeard(event.id);
    expect(await ledger(service, customerId)).toEqual([]);
    expect(await saidAbout(service, customerId, 'loyalty.points-redeemed.v1')).toMatchObject([
      { body: null },
    ]);
  });
});
