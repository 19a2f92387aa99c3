import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventInteraction } from '#tooling/pacts';
import { type ServiceUnderTest, verifyProvider } from '../src/index.js';

const lit: EventInteraction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp.lit.v1 event',
  providerStates: [{ name: 'a lamp was lit' }],
  contents: { content: { lampId: '1' }, contentType: 'application/json' },
  metadata: { type: 'lamp.lit.v1' },
};
const out = { ...lit, providerStates: [{ name: 'a lamp went out' }], metadata: { type: 'lamp.out.v1' } };
const nothing = () => Promise.resolve();
const states = { 'a lamp was lit': nothing, 'a lamp went out': nothing };

/** These checks come before Pact's verifier, so no provider has to run. */
describe('verification', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const verify = (interactions: EventInteraction[], provider = 'lamps') => {
    const pact = { consumer: { name: 'switch' }, provider: { name: provider }, interactions };
    writeFileSync(join(folder, `switch-${provider}.json`), JSON.stringify(pact));
    const lamps = { name: 'lamps', url: 'http://127.0.0.1:9' } as ServiceUnderTest;
    return verifyProvider(lamps, { states, folder });
  };

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'no pact names the provider',
      () => verify([lit], 'candles'),
      'has lamps as its provider; check the name.',
    ],
    ['the pacts hold no interaction', () => verify([]), 'has lamps as its provider; check the name.'],
    [
      'a state has no handler',
      () => verify([{ ...lit, providerStates: [{ name: 'it is dark' }] }]),
      'no state handler for "it is dark"',
    ],
    [
      'no state says what causes an event',
      () => verify([{ ...lit, providerStates: [] }]),
      'a lamp.lit.v1 event: no provider state says what causes it',
    ],
    [
      'one description describes two events',
      () => verify([lit, out]),
      '"a lamp.lit.v1 event" describes lamp.lit.v1 and lamp.out.v1',
    ],
  ])('fails when %s', async (_, verified, message) => {
    await expect(verified()).rejects.toThrow(message);
  });
});
