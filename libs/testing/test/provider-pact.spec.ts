import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventInteraction } from '../../../contracts/pact-file.js';
import { type Actor, verifyProvider } from '../src/index.js';

const lit: EventInteraction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp.lit.v1 event',
  providerStates: [{ name: 'a lamp was lit' }],
  contents: { content: { lampId: '1' }, contentType: 'application/json' },
  metadata: { type: 'lamp.lit.v1' },
};
const states = { 'a lamp was lit': () => Promise.resolve() };

/** What is refused before Pact is asked: nothing has to run for it. */
describe('verification', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lamps = { name: 'lamps', url: 'http://127.0.0.1:9' } as Actor;
  const verify = (interactions: EventInteraction[], provider = 'lamps', given = states) => {
    const pact = { consumer: { name: 'switch' }, provider: { name: provider }, interactions };
    writeFileSync(join(folder, `switch-${provider}.json`), JSON.stringify(pact));
    return expect(verifyProvider(lamps, { states: given, folder })).rejects;
  };

  it('fails when no pact names the provider', () =>
    verify([lit], 'candles').toThrow(`no interaction in ${folder} has lamps as its provider`));

  it('fails when the pacts hold no interaction', () =>
    verify([]).toThrow(`no interaction in ${folder} has lamps as its provider`));

  it('fails when a state has no handler', () =>
    verify([{ ...lit, providerStates: [{ name: 'it is dark' }] }]).toThrow('no state handler for "it is dark"'));

  it('fails when no state says what made an event happen', () =>
    verify([{ ...lit, providerStates: [] }]).toThrow('a lamp.lit.v1 event: no state says what made it happen'));

  it('fails when one description stands for two events', () =>
    verify([lit, { ...lit, providerStates: [...(lit.providerStates ?? []), { name: 'a lamp was lit' }], metadata: { type: 'lamp.out.v1' } }]).toThrow(
      '"a lamp.lit.v1 event" describes lamp.lit.v1 and lamp.out.v1',
    ));
});
