import { newId } from '#libs/telemetry';
import { eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { hrTimeToMilliseconds } from '@opentelemetry/core';
import { sql } from 'kysely';
import { availableParallelism } from 'node:os';
import { passwords } from '../src/passwords.module.js';
import { PASSWORD, put } from './people.js';

/** More than any machine hashes in two seconds. */
const MANY = 100 * availableParallelism();
/** Longest time for a refusal inside the service, in milliseconds. */
const DECIDED_MS = 100;

const FULL = {
  status: 503,
  body: { type: 'urn:troupe:problem:full', detail: expect.stringMatching(/try again in \d+ seconds/) },
};

describe('passwords, with more to hash than it can', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords);
    await put(service, newId(), { password: PASSWORD }); // the keys of the issuer are there before everybody comes at once
  });
  beforeEach(() => {
    environment.logs.length = 0;
    environment.spans.reset();
  });
  afterAll(() => environment.close());

  const putMany = () => Array.from({ length: MANY }, () => put(service, newId(), { password: PASSWORD }));

  it('says how long to wait, and creates what it has taken', async () => {
    const asked = putMany();
    expect(await service.get('/.well-known/jwks.json')).toMatchObject({ status: 200 });
    const puts = await Promise.all(asked);
    for (const answer of puts) {
      if (answer.status === 201) continue;
      expect(answer).toMatchObject(FULL);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
    }
    expect(new Set(puts.map(({ status }) => status))).toEqual(new Set([201, 503]));
  });

  it(`decides before it asks its database, within ${DECIDED_MS} ms`, async () => {
    const answers: number[] = [];
    await service.database.inTransaction(async (tx) => {
      await sql`lock table credential in access exclusive mode`.execute(tx);
      for (const asked of putMany()) void asked.then(({ status }) => answers.push(status));
      await eventually(() => answers.length > 0);
      for (let at = 0; at < 10; at++)
        expect(await put(service, newId(), { password: PASSWORD })).toMatchObject(FULL);
      expect(new Set(answers)).toEqual(new Set([503]));
    });
    await eventually(() => answers.length === MANY);
    expect(answers).toContain(201);
    const refusals = environment.spans
      .getFinishedSpans()
      .filter((span) => span.kind === SpanKind.SERVER)
      .filter(({ attributes }) => attributes['http.response.status_code'] === 503);
    expect(refusals.length).toBeGreaterThan(10);
    const fastest = Math.min(...refusals.map(({ duration }) => hrTimeToMilliseconds(duration)));
    expect(fastest).toBeLessThan(DECIDED_MS);
  });

  it('writes one line about its refusals, and not one for each', async () => {
    const puts = await Promise.all(putMany());
    const refused = puts.filter(({ status }) => status === 503).length;
    expect(refused).toBeGreaterThan(10);
    const lines = environment.logs.filter(({ level }) => level !== 'debug');
    expect(lines.length).toBeLessThan(5);
  });
});
