import { Database } from '#libs/database';
import { eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import { friends } from '../src/friends.module.js';
import { couple, friendsOf, type Person, registered, tellAtOnce, verified } from './circle.js';

const ROLLED_BACK = new Error('rolled back');

describe('two customers who verify their addresses at the same moment', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let database: Database;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(friends);
    database = new Database(environment.settingsOf(friends).DATABASE_URL!);
  });
  afterAll(async () => {
    await database.close();
    await environment.close();
  });

  /** Resolves when so many handlers wait for a lock. */
  const areWaiting = (many: number) =>
    eventually(async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and query ~ 'advisory_xact_lock|into (contact|"verification")'`.execute(database.query);
      return rows.length === many;
    });
  /** Who stores such a row waits, until it is told otherwise. */
  const hold = async (row: RawBuilder<unknown>): Promise<() => Promise<void>> => {
    const [held, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = database
      .inTransaction(async (tx) => {
        await row.execute(tx);
        held.resolve();
        await end.promise;
        throw ROLLED_BACK;
      })
      .catch((error: unknown) => {
        if (error !== ROLLED_BACK) throw error;
      });
    await Promise.race([held.promise, holding]);
    return () => {
      end.resolve();
      return holding;
    };
  };
  const contactOf = ({ customerId }: Person) =>
    sql`insert into contact (customer_id, email_hash, version) values (${customerId}, 'held', 0)`;
  const verificationOf = ({ customerId, emailHash }: Person) =>
    sql`insert into verification (customer_id, email_hash) values (${customerId}, ${emailHash})`;
  /** A couple of whom the first one's address is locked first. */
  const orderedCouple = async (): Promise<[Person, Person]> => {
    const [one, other] = couple();
    const { rows } = await sql<{ isFirst: boolean }>`
      select hashtextextended(${one.emailHash}, 0) < hashtextextended(${other.emailHash}, 0) as "isFirst"
      `.execute(database.query);
    return rows[0]?.isFirst ? [one, other] : [other, one];
  };

  it('are suggested to each other, although both registrations were not over yet', async () => {
    const [ann, bob] = await orderedCouple();
    const told: Promise<void>[] = [];
    const begin = (event: ReturnType<typeof registered>) =>
      told.push(tellAtOnce(environment, service, event));
    const releaseAnn = await hold(contactOf(ann));
    const releaseBob = await hold(contactOf(bob));
    const releaseVerifications = await hold(sql`with one as (${verificationOf(ann)}) ${verificationOf(bob)}`);
    begin(registered(ann));
    await areWaiting(1);
    begin(registered(bob));
    await areWaiting(2);
    begin(verified(ann));
    await areWaiting(3);
    await releaseAnn();
    begin(verified(bob));
    await areWaiting(3);
    await releaseBob();
    await areWaiting(2);
    await releaseVerifications();
    await Promise.all(told);
    expect(await friendsOf(service, ann)).toEqual([bob.customerId]);
    expect(await friendsOf(service, bob)).toEqual([ann.customerId]);
  });
});
