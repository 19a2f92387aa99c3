import { type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTACT_HASH_KEY, statesOf } from '../apps/customers/test/states.js';
import { type Pact, pactFileName } from '#tooling/pacts';
import { pacts, providers } from './fixtures/customers-versions.js';

/** The whole life of a version; each step is a real verification of a real provider. */
describe('a version of a contract', () => {
  const { postal, passwords } = pacts;
  let environment: TestEnvironment;
  let onlyV1: ServiceUnderTest;
  let both: ServiceUnderTest;
  let onlyV2: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    onlyV1 = await environment.start(providers.v1, { CONTACT_HASH_KEY });
    both = await environment.start(providers.both, { CONTACT_HASH_KEY });
    onlyV2 = await environment.start(providers.v2, { CONTACT_HASH_KEY });
  });
  afterAll(() => environment.close());

  /** Verifies these pacts, and returns how many interactions are kept, or the message of the failure. */
  const verify = async (
    provider: ServiceUnderTest,
    ...consumerPacts: Pact[]
  ): Promise<{ kept?: number; failure?: string }> => {
    const folder = mkdtempSync(join(tmpdir(), 'life-'));
    for (const pact of consumerPacts) writeFileSync(join(folder, pactFileName(pact)), JSON.stringify(pact));
    const states = statesOf(provider, provider === onlyV2 ? 'v2' : 'v1');
    const outcome = await verifyProvider(provider, { states, folder }).then(
      (kept) => ({ kept: kept.length }),
      (error: Error) => ({ failure: error.message }),
    );
    rmSync(folder, { recursive: true });
    return outcome;
  };

  it('begins beside the old one, which ends when no pact needs it, and not before', async () => {
    const all = { kept: postal.v1.interactions.length + passwords.v1.interactions.length };
    expect(await verify(onlyV1, postal.v1, passwords.v1)).toEqual(all);

    const tooEarly = await verify(onlyV1, postal.v2, passwords.v1);
    expect(tooEarly.failure).toContain('postal: a customer.registered.v2 event');
    expect(tooEarly.failure).toContain('postal: a look-up of a recipient');
    expect(tooEarly.failure).not.toContain('passwords');

    expect(await verify(both, postal.v1, passwords.v1)).toEqual(all); // expanded
    expect(await verify(both, postal.v2, passwords.v1)).toEqual(all); // one consumer has moved

    const { failure } = await verify(onlyV2, postal.v2, passwords.v1);
    expect(failure).toContain(`customers keeps ${all.kept - 3} of ${all.kept} interactions`);
    expect(failure).toMatch(/expected 200 but was 404 \(customers to passwords: a look-up of a customer, /);
    expect(failure).toContain('passwords: a customer.registered.v1 event');
    expect(failure).toContain('no customer.registered.v1 was published');
    expect(failure).not.toContain('postal');

    expect(await verify(both, postal.v2, passwords.v2)).toEqual(all); // the other has moved, too
    expect(await verify(onlyV2, postal.v2, passwords.v2)).toEqual(all); // removed
  });
});
