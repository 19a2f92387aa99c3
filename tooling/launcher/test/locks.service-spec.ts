import { openSession } from '#libs/database';
import { eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { endSession, holdersIn, sentenceOf } from '../src/locks.js';

describe('the sessions that hold others up', () => {
  let environment: TestEnvironment;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    await environment.addDatabase({ name: 'scratch', migrations: [] });
    await sql`create table thing (id int)`.execute(environment.database('scratch').query);
  });
  afterAll(() => environment.close());

  it('are named with what they have locked and who waits, and can be ended', async () => {
    const url = environment.url('scratch');
    expect(await holdersIn('scratch', url)).toEqual([]);
    const [holder, waiter] = [await openSession(url), await openSession(url)];
    holder.on('error', () => {}); // its connection is ended
    await holder.query(`set application_name = 'a report'; begin; lock table thing in exclusive mode`);
    const waits = waiter.query('insert into thing values (1)');
    const [found] = await eventually(async () => {
      const holders = await holdersIn('scratch', url);
      return holders.length ? holders : undefined;
    });
    expect(found).toMatchObject({
      database: 'scratch',
      role: 'postgres',
      program: 'a report',
      state: 'idle in transaction',
      tables: ['thing'],
      waiting: 1,
    });
    expect(sentenceOf({ ...found!, pid: 7, seconds: 3 })).toBe(
      'scratch: session 7 (postgres, a report; idle in transaction) has a transaction open for 3 s, which has locked thing; 1 session waits for it',
    );
    expect(await endSession(url, found!.pid)).toBe(true);
    await waits;
    expect(await holdersIn('scratch', url)).toEqual([]);
    await waiter.end();
  });
});
