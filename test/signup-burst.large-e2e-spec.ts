import { newId } from '#libs/telemetry';
import { DEADLINE, obeyingRetryAfter } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { availableParallelism } from 'node:os';
import { hashesAtOnce, hashing } from '../apps/passwords/src/password-hash.js';
import { SignupServices } from './signup-services.js';

/** Far more than the passwords that a machine of two cores hashes in a second. */
const PEOPLE = 200;
const ADDRESS = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };

/** How often a client repeats a request under the same key whose answer never came: it was late, or the connection broke. */
const REPEATS = 5;

jest.setTimeout(5 * DEADLINE); // clients wait as long as they are told

describe('many sign-ups at once', () => {
  let services: SignupServices;
  beforeAll(async () => {
    services = await SignupServices.open();
  });
  afterAll(() => services.close());

  const signUp = (email: string) => {
    const person = { email, password: 'correct horse battery', givenName: 'Ann', familyName: 'Tester' };
    const headers = { 'idempotency-key': newId() };
    const body = { ...person, address: ADDRESS, friends: [] };
    const send = () => services.service('signup').post('/signups', body, { headers });
    const sendUntilAnswered = async (repeats = REPEATS): ReturnType<typeof send> =>
      send().catch((error: Error) => (repeats ? sendUntilAnswered(repeats - 1) : Promise.reject(error)));
    return obeyingRetryAfter(() => sendUntilAnswered());
  };
  const count = async (service: string, table: string) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)}`.execute(
      services.service(service).database.query,
    );
    return rows[0]?.count;
  };

  /** How long passwords are hashed from now on, in milliseconds, added up over all cores that hash. */
  const measureHashing = () => {
    const measured = { ms: 0 };
    const run = hashing.run.bind(hashing);
    jest.spyOn(hashing, 'run').mockImplementation((work) =>
      run(async () => {
        const began = performance.now();
        return work().finally(() => (measured.ms += performance.now() - began));
      }),
    );
    return measured;
  };

  it(`all succeed for clients that obey Retry-After: ${PEOPLE}`, async () => {
    const hashed = measureHashing();
    const began = performance.now();
    const emails = Array.from({ length: PEOPLE }, (_, at) => `ann-${at}@example.com`);
    const answers = await Promise.all(emails.map(signUp));
    const ms = performance.now() - began;
    const busy = hashed.ms / ms / hashesAtOnce(availableParallelism());
    console.log(
      `${PEOPLE} sign-ups ended after ${(ms / 1000).toFixed(1)} s; hashing took ${Math.round(100 * busy)} % of the time`,
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect([await count('customers', 'customer'), await count('passwords', 'credential')]).toEqual([
      PEOPLE,
      PEOPLE,
    ]);
  });
});
