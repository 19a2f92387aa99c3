import { type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statesOf } from '../apps/customers/test/states.js';
import { fileOf, type Pact } from '#tooling/pacts';
import { pacts, providers } from './fixtures/customers-life.js';

/** The whole life of a version, each step judged by a real verification of a real provider. */
describe('a version of a contract', () => {
  const { postal, passwords } = pacts;
  let environment: TestEnvironment;
  let before: ServiceUnderTest;
  let both: ServiceUnderTest;
  let after: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    before = await environment.start(providers.v1);
    both = await environment.start(providers.both);
    after = await environment.start(providers.v2);
  });
  afterAll(() => environment.close());

  /** What the provider keeps of these pacts; of a refusal, what it says. */
  const judge = async (
    provider: ServiceUnderTest,
    ...asked: Pact[]
  ): Promise<{ kept?: number; refused?: string }> => {
    const folder = mkdtempSync(join(tmpdir(), 'life-'));
    for (const pact of asked) writeFileSync(join(folder, fileOf(pact)), JSON.stringify(pact));
    const states = statesOf(provider, provider === after ? 'v2' : 'v1');
    const verdict = await verifyProvider(provider, { states, folder }).then(
      (kept) => ({ kept: kept.length }),
      (error: Error) => ({ refused: error.message }),
    );
    rmSync(folder, { recursive: true });
    return verdict;
  };

  it('begins beside the old one, which ends when nobody asks for it any more, and not before', async () => {
    const all = { kept: postal.v1.interactions.length + passwords.v1.interactions.length };
    expect(await judge(before, postal.v1, passwords.v1)).toEqual(all);

    const tooEarly = await judge(before, postal.v2, passwords.v1);
    expect(tooEarly.refused).toContain('postal: a customer.registered.v2 event');
    expect(tooEarly.refused).toContain('postal: a look-up of a recipient');
    expect(tooEarly.refused).not.toContain('passwords');

    expect(await judge(both, postal.v1, passwords.v1)).toEqual(all); // expanded
    expect(await judge(both, postal.v2, passwords.v1)).toEqual(all); // one consumer has moved

    const { refused } = await judge(after, postal.v2, passwords.v1);
    expect(refused).toContain(`customers keeps ${all.kept - 3} of ${all.kept} interactions`);
    expect(refused).toMatch(/passwords: a look-up of a customer, .*expected 200 but was 404/);
    expect(refused).toContain('passwords: a customer.registered.v1 event');
    expect(refused).toContain('no customer.registered.v1 was said');
    expect(refused).not.toContain('postal');

    expect(await judge(both, postal.v2, passwords.v2)).toEqual(all); // the other has moved, too
    expect(await judge(after, postal.v2, passwords.v2)).toEqual(all); // removed
  });
});
