import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PeerFailure, Peers } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpInteraction, Pact } from '../../../contracts/pact-file.js';
import { type Neighbour, Understudies } from '../src/understudy.js';

const TIMEOUT_MS = 200;

const look = (state: string, status: number): HttpInteraction => ({
  type: 'Synchronous/HTTP',
  description: `a look, answered ${status}`,
  providerStates: [{ name: state }],
  request: { method: 'GET', path: '/lamps/1' },
  response: { status },
});

const pact: Pact = {
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions: [look('no lamp is there', 404), look('a lamp is there', 200)],
};

describe('an understudy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  const understudies = new Understudies();
  let lamps: Neighbour;

  beforeAll(async () => {
    writeFileSync(join(folder, 'switch-lamps.json'), JSON.stringify(pact));
    lamps = await understudies.neighbour('lamps', { consumer: 'switch', folder });
  });
  beforeEach(async () => {
    await lamps.normal();
  });
  afterAll(async () => {
    await understudies.close();
    rmSync(folder, { recursive: true });
  });

  const call = (timeoutMs = 30_000) => {
    const caller = { tokenFor: async () => 'token', timeoutMs };
    const peers = new Peers({ lamps: lamps.url }, {}, caller, new Telemetry('switch', 'error'));
    return peers.to('lamps').call('GET', '/lamps/1', { 200: null, 404: null });
  };
  const expectTrouble = (reason: RegExp, timeoutMs?: number) =>
    expect(call(timeoutMs)).rejects.toThrow(reason);

  it('answers on a good day as the pact says, and remembers what it was asked', async () => {
    expect((await call()).status).toBe(200);
    expect((await lamps.requests()).at(-1)).toMatchObject({ method: 'GET', path: '/lamps/1' });
  });

  it('plays other states when it is told', async () => {
    await lamps.given('no lamp is there');
    expect((await call()).status).toBe(404);
    await lamps.given('a lamp is there');
    expect((await call()).status).toBe(200);
  });

  it('refuses a state that the pact does not have', () => {
    expect(() => lamps.given('it is dark')).toThrow('switch-lamps.json has no state it is dark');
  });

  it('refuses a part that no pact describes', async () => {
    const stranger = understudies.neighbour('candles', { consumer: 'switch', folder });
    await expect(stranger).rejects.toThrow(
      'switch-candles.json is not there: nobody knows what candles would answer',
    );
  });

  it('is too slow', async () => {
    await lamps.slow(5 * TIMEOUT_MS);
    await expectTrouble(/^lamps: .*(timeout|timed out)/, TIMEOUT_MS);
  });

  it('is slow, but not too slow', async () => {
    await lamps.slow(TIMEOUT_MS / 4);
    expect((await call()).status).toBe(200);
  });

  it('resets the connection', async () => {
    await lamps.reset();
    await expectTrouble(/^lamps: (ECONNRESET|UND_ERR_SOCKET)/);
  });

  it('answers garbage', async () => {
    await lamps.garbage();
    await expect(call()).rejects.toThrow(PeerFailure);
  });

  it('is not available', async () => {
    await lamps.unavailable(7);
    const answer = await fetch(`${lamps.url}/lamps/1`);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    await expectTrouble(/^lamps: answered 503$/);
  });

  it('plays a third party by the stubs of the test', async () => {
    const stubs = [{ responses: [{ is: { statusCode: 202, body: 'sent' }, behaviors: [{ wait: 1 }] }] }];
    const carrier = await understudies.outside({ protocol: 'http', stubs });
    await carrier.slow(1);
    expect((await fetch(carrier.url)).status).toBe(202);
    await carrier.unavailable();
    expect((await fetch(carrier.url)).status).toBe(503);
    await carrier.normal();
    expect(await (await fetch(carrier.url)).text()).toBe('sent');
    expect(await carrier.requests()).toHaveLength(3);
  });
});
