import { afterAll, describe, expect, it } from '@jest/globals';
import { DIST } from '#tooling/platform';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interaction } from '../src/pact-file.js';
import type { ProviderRequest, ProviderResponse } from '../src/provider-http.js';
import { runVerifier } from '../src/verifier.js';
import type { VerifiedProvider } from '../src/verifier-endpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
const file = join(folder, 'switch-lamps.json');
afterAll(() => rmSync(folder, { recursive: true }));

const states = [
  { name: 'a lamp is there', params: { id: 1 } },
  { name: 'it is lit', params: {} },
];
const look: Interaction = {
  type: 'Synchronous/HTTP',
  description: 'a look',
  providerStates: states,
  request: {
    method: 'PUT',
    path: '/lamps/1',
    query: { room: ['hall'] },
    headers: { Accept: ['text/plain'] },
  },
  response: { status: 200 },
};
const lit: Interaction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp.lit.v1 event',
  providerStates: [{ name: 'a lamp was lit', params: {} }],
  contents: { content: { watts: 7 }, contentType: 'application/json' },
  metadata: { type: 'lamp.lit.v1' },
};
const response = (status: number): ProviderResponse => ({ status, headers: {}, body: Buffer.from('') });

/** A provider that records how it is called. */
class Lamps implements VerifiedProvider {
  readonly name = 'lamps';
  readonly calls: unknown[] = [];
  status = 200;
  failing: string[] = [];

  readonly beforeInteraction = async () => void this.calls.push('before');

  setUpState(name: string, params: object) {
    if (this.failing.includes(name)) throw new Error('it is dark');
    this.calls.push({ name, params });
  }

  respond({ method, path, headers }: ProviderRequest) {
    this.calls.push([method, path, headers.accept]);
    return Promise.resolve(response(this.status));
  }

  eventFor(description: string) {
    this.calls.push(description);
    if (this.failing.includes(description)) return Promise.reject(new Error('it was not said'));
    return Promise.resolve({ metadata: { type: 'lamp.lit.v1' }, body: { watts: 7 } });
  }
}

function writePact(...interactions: Interaction[]): void {
  const metadata = { pactSpecification: { version: '4.0' } };
  const pact = { consumer: { name: 'switch' }, provider: { name: 'lamps' }, interactions, metadata };
  writeFileSync(file, JSON.stringify(pact));
}

function verify(provider: VerifiedProvider, ...interactions: Interaction[]) {
  writePact(...interactions);
  return runVerifier(provider, [file]);
}

describe("Pact's verifier", () => {
  it('sets up the states of each interaction, and then asks for its response or event', async () => {
    const lamps = new Lamps();
    const { results } = await verify(lamps, look, lit);
    expect(results).toMatchObject([
      { title: 'switch: a look, given a lamp is there, given it is lit', mismatches: [] },
      { title: 'switch: a lamp.lit.v1 event, given a lamp was lit', mismatches: [] },
    ]);
    const event = ['before', { name: 'a lamp was lit', params: {} }, 'a lamp.lit.v1 event'];
    expect(lamps.calls).toEqual(['before', ...states, ['PUT', '/lamps/1?room=hall', 'text/plain'], ...event]);
  });

  it('reports mismatches, failed states and missing events where they occur, with what it prints', async () => {
    const lamps = new Lamps();
    lamps.status = 404;
    lamps.failing = ['it is lit', 'a lamp.lit.v1 event'];
    const stateless = { ...look, description: 'a glance', providerStates: [] };
    const { results, output } = await verify(lamps, look, stateless, lit);
    expect(results.map(({ title, mismatches }) => [title, ...mismatches])).toEqual([
      ['switch: a look, given a lamp is there, given it is lit', 'state "it is lit": it is dark'],
      ['switch: a glance', 'expected 200 but was 404'],
      ['switch: a lamp.lit.v1 event, given a lamp was lit', 'a lamp.lit.v1 event: it was not said'],
    ]);
    expect(output).toMatch(/has status code 200 \(FAILED\)[^]*There were 3 pact failures/);
  });

  it('fails with what it prints when it cannot run', async () => {
    const missing = runVerifier(new Lamps(), [join(folder, 'missing.json')]);
    await expect(missing).rejects.toMatchObject({
      message: expect.stringMatching(/^Pact's verifier could not run: .*missing\.json/),
      cause: expect.stringContaining('missing.json'),
    });
  });

  it('prints nothing into the process that verifies, not even when an interaction fails', () => {
    const verifier = JSON.stringify(join(DIST, 'tooling/pacts/src/verifier.js'));
    const program = `
      import { runVerifier } from ${verifier};
      const provider = { name: 'lamps', setUpState() {}, respond: async () => ({ status: 500, headers: {}, body: Buffer.from('') }) };
      const { results } = await runVerifier(provider, [process.argv[1]]);
      process.exitCode = results.filter(({ mismatches }) => mismatches.length).length;`;
    writePact(look);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', program, file],
      { encoding: 'utf8' },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: '' });
  });
});
