import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { availableParallelism } from 'node:os';
import { passwords } from '../src/passwords.module.js';
import { PASSWORD, put } from './people.js';

/** More than any machine hashes in two seconds. */
const MANY = 100 * availableParallelism();

describe('passwords, with more to hash than it can', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords);
  });
  afterAll(() => environment.close());

  it('says how long to wait, and creates what it has taken', async () => {
    const asked = Array.from({ length: MANY }, () => put(service, newId(), { password: PASSWORD }));
    expect(await service.get('/.well-known/jwks.json')).toMatchObject({ status: 200 });
    const puts = await Promise.all(asked);
    const full = {
      status: 503,
      body: { type: 'urn:troupe:problem:full', detail: expect.stringMatching(/try again in \d+ seconds/) },
    };
    for (const answer of puts) {
      if (answer.status === 201) continue;
      expect(answer).toMatchObject(full);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
    }
    expect(new Set(puts.map(({ status }) => status))).toEqual(new Set([201, 503]));
  });
});
