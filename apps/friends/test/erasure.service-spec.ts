import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { friends } from '../src/friends.module.js';
import {
  changed,
  couple,
  erased,
  friendsOf,
  joined,
  person,
  registered,
  saidAbout,
  tell,
  verified,
} from './circle.js';

describe('an erased customer', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(friends);
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
  const namesOf = async (customerId: string) => {
    const { rows } = await sql`
      select given_name as given, family_initial as initial from contact where customer_id = ${customerId}`.execute(
      service.database.query,
    );
    return rows;
  };
  /** The tables with a row about a customer, except for what says that they were forgotten. */
  const traces = async (customerId: string): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`
      select 'contact' as name from contact where customer_id = ${customerId}
      union all select 'verification' from verification where customer_id = ${customerId}
      union all select 'wish' from wish where customer_id = ${customerId}
      union all select 'suggestion' from suggestion where ${customerId} in (customer_id, friend_id)
      union all select 'outbox' from messaging.outbox where datasubject = ${customerId} and body is not null`.execute(
      service.database.query,
    );
    return rows.map(({ name }) => name);
  };

  it('disappears from the suggestions of both, and is said to be forgotten', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(ann), ...joined(bob));
    expect(await friendsOf(service, bob)).toEqual([ann.customerId]);
    expect(await namesOf(ann.customerId)).toEqual([{ given: 'Ann', initial: 'A' }]);
    await tell(environment, service, erased(ann));
    expect(await namesOf(ann.customerId)).toEqual([]);
    expect(await friendsOf(service, ann)).toEqual([]);
    expect(await friendsOf(service, bob)).toEqual([]);
    expect(await traces(ann.customerId)).toEqual([]);
    const forgotten = await service.said('friends.customer-forgotten.v1');
    expect(forgotten.map(({ body }) => body)).toContainEqual({ customerId: ann.customerId });
  });

  it('is no longer found, and no longer looks for friends', async () => {
    const [ann, bob] = couple();
    await tell(
      environment,
      service,
      registered(ann),
      erased(ann),
      ...joined(bob),
      ...joined(ann),
      changed(ann, 'new'),
    );
    expect(await friendsOf(service, bob)).toEqual([]);
    expect(await saidAbout(service, ann)).toEqual([]);
    expect(await traces(ann.customerId)).toEqual([]);
  });

  it('leaves the suggestions of others', async () => {
    const bob = person();
    const [ann, eve] = [person([bob]), person([bob])];
    bob.friendHashes.push(ann.emailHash, eve.emailHash);
    await tell(environment, service, ...joined(bob), ...joined(ann), ...joined(eve), erased(ann));
    expect(await friendsOf(service, bob)).toEqual([eve.customerId]);
  });

  it.each(['registration', 'verification'])(
    'is not suggested to a friend by a %s in progress',
    async (what) => {
      const [ann, bob] = couple();
      const [registration, verification] = joined(bob);
      const [early, first] =
        what === 'registration' ? [verification, registration] : [registration, verification];
      await tell(environment, service, ...joined(ann), early);
      const second = erased(ann);
      await service.database.inTransaction(async (tx) => {
        await sql`lock table suggestion in share mode`.execute(tx); // the match is found, but not yet stored
        await environment.publish(what === 'registration' ? 'customers' : 'email', first);
        await areWaiting(1);
        await environment.publish('customers', second);
        await areWaiting(2);
      });
      await Promise.all([service.hasHeard(first.id), service.hasHeard(second.id)]);
      expect(await friendsOf(service, bob)).toEqual([]);
      expect(await traces(ann.customerId)).toEqual([]);
    },
  );

  it('leaves nothing of their own registration in progress', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(bob), verified(ann));
    const [first, second] = [registered(ann), erased(ann)];
    await service.database.inTransaction(async (tx) => {
      await sql`lock table suggestion in share mode`.execute(tx);
      await environment.publish('customers', first);
      await areWaiting(1);
      await environment.publish('customers', second);
      await areWaiting(2);
    });
    await Promise.all([service.hasHeard(first.id), service.hasHeard(second.id)]);
    expect(await friendsOf(service, bob)).toEqual([]);
    expect(await traces(ann.customerId)).toEqual([]);
  });
});
