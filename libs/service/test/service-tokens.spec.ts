import { PeerFailure, Peers } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceTokens } from '../src/service-tokens.js';
import { serveHttp } from './fixtures/network.js';

const LIFE_S = 300;
const SECRET = 'a secret: with/blanks+and=signs';

describe('the tokens of a service', () => {
  let local: Awaited<ReturnType<typeof serveHttp>>;
  let tokens: ServiceTokens;
  let asked: { authorization: string | undefined; form: Record<string, string> }[];
  let react: (response: ServerResponse) => void;
  let now: number;
  let telemetry: Telemetry;

  beforeEach(async () => {
    asked = [];
    react = (response) =>
      void response.end(JSON.stringify({ access_token: `token ${asked.length}`, expires_in: LIFE_S }));
    local = await serveHttp((request: IncomingMessage, response: ServerResponse) => {
      void request.toArray().then((chunks) => {
        const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
        asked.push({ authorization: request.headers.authorization, form });
        react(response);
      });
    });
    const caller = { tokenFor: async () => '', timeoutMs: 5_000, mostCalls: 64 };
    telemetry = new Telemetry('alpha', 'error');
    const peers = new Peers({}, { auth: local.url }, caller, telemetry);
    tokens = new ServiceTokens(peers.to('auth'), '/oauth/token', { id: 'alpha', secret: SECRET });
    now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(async () => {
    tokens.stop();
    jest.restoreAllMocks();
    await local.close();
  });

  const pass = (seconds: number) => (now += seconds * 1_000);

  it('are requested by client credentials, one for each callee', async () => {
    expect(await tokens.for('beta')).toBe('token 1');
    expect(await tokens.for('gamma')).toBe('token 2');
    expect(asked.map(({ form }) => form)).toEqual(
      ['beta', 'gamma'].map((audience) => ({ grant_type: 'client_credentials', audience })),
    );
    const [, credentials = ''] = asked[0]?.authorization?.split(' ') ?? [];
    expect(atob(credentials).split(':').map(decodeURIComponent)).toEqual(['alpha', SECRET]);
  });

  it('are cached, and requested once by concurrent calls', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => tokens.for('beta')));
    pass(LIFE_S / 2);
    expect(new Set([...many, await tokens.for('beta')])).toEqual(new Set(['token 1']));
    expect(asked).toHaveLength(1);
  });

  it('are renewed while the old one is still valid, and no call waits for it', async () => {
    await tokens.for('beta');
    react = () => {}; // no answer yet
    pass(LIFE_S * 0.7);
    expect(await tokens.for('beta')).toBe('token 1');
    await eventually(() => asked.length === 2);
  });

  it('are used once they are renewed', async () => {
    await tokens.for('beta');
    pass(LIFE_S * 0.7);
    await eventually(async () => (await tokens.for('beta')) === 'token 2');
    expect(asked).toHaveLength(2);
  });

  it('are used while the issuer is down, as long as they are valid', async () => {
    await tokens.for('beta');
    react = (response) => void response.destroy();
    pass(LIFE_S * 0.9);
    expect(await tokens.for('beta')).toBe('token 1');
    pass(LIFE_S * 0.2);
    await expect(tokens.for('beta')).rejects.toThrow(PeerFailure);
  });

  it.each([
    ['no token', { expires_in: LIFE_S }],
    ['a token without an end', { access_token: 'x' }],
    ['a token that is over', { access_token: 'x', expires_in: 0 }],
  ])('are not taken from %s', async (_what, answer) => {
    react = (response) => void response.end(JSON.stringify(answer));
    await expect(tokens.for('beta')).rejects.toThrow(/^auth: answered without a valid/);
  });

  it('are requested again after the issuer refused', async () => {
    const grant = react;
    react = (response) => void response.writeHead(401).end('{}');
    await expect(tokens.for('beta')).rejects.toThrow('auth: answered 401');
    react = grant;
    expect(await tokens.for('beta')).toBe('token 2');
  });

  it('are requested again when a service refuses them, unless they were fresh', async () => {
    await tokens.for('beta');
    tokens.refused('beta', 'token 1'); // it has just come
    pass(60);
    tokens.refused('beta', 'another one');
    expect(await tokens.for('beta')).toBe('token 1');
    expect(asked).toHaveLength(1);
    tokens.refused('beta', 'token 1');
    await eventually(async () => (await tokens.for('beta')) === 'token 2');
    expect(asked).toHaveLength(2);
  });

  it('are fetched at the start, so that no call waits for one', async () => {
    tokens.start(['beta', 'gamma'], async () => true, telemetry);
    await eventually(() => asked.length === 2);
    react = (response) => void response.destroy();
    expect(new Set([await tokens.for('beta'), await tokens.for('gamma')])).toEqual(
      new Set(['token 1', 'token 2']),
    );
  });

  it('are fetched when the issuer comes after the service, without opening its circuit before', async () => {
    let probes = 0;
    tokens.start(['beta'], async () => ++probes > 3, telemetry);
    await eventually(() => asked.length === 1);
    expect(probes).toBe(4);
    expect(await tokens.for('beta')).toBe('token 1');
  });

  it('are renewed although nobody calls, so that the newest is kept when the issuer goes', async () => {
    react = (response) =>
      void response.end(JSON.stringify({ access_token: `token ${asked.length}`, expires_in: 0.05 }));
    tokens.start(['beta'], async () => true, telemetry);
    await eventually(() => asked.length === 3);
  });
});
