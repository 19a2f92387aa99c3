import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mountebank, type RunningImposter } from '#tooling/mountebank';
import { paymentGateway } from '../src/parties/payment-gateway.js';

describe('the payment gateway', () => {
  let folder: string;
  let mountebank: Mountebank;
  let imposter: RunningImposter;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-gateway-'));
    mountebank = await Mountebank.start({ logFile: join(folder, 'log') });
    imposter = await mountebank.add(paymentGateway.imposter);
  });
  afterAll(async () => {
    await mountebank.stop();
    await rm(folder, { recursive: true });
  });

  const get = async (path: string) => {
    const response = await fetch(imposter.url + path);
    return { status: response.status, body: (await response.json()) as any };
  };
  const post = async (path: string, body: object, key?: string, signal?: AbortSignal) => {
    const headers = { 'content-type': 'application/json', ...(key && { 'Idempotency-Key': key }) };
    const response = await fetch(imposter.url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
    return { status: response.status, body: (await response.json()) as any };
  };
  const charge = (token: string, key: string, amount = 1_250) =>
    post('/charges', { token, amount, currency: 'USD' }, key);
  const refund = (chargeId: string, key: string, amount: number) =>
    post('/refunds', { chargeId, amount, currency: 'USD' }, key);

  it('takes a payment once for a key, and tells whether it did', async () => {
    expect((await get('/charges/once-1')).status).toBe(404);
    const taken = await charge('tok_visa-1', 'once-1');
    expect(taken).toMatchObject({ status: 201, body: { chargeId: 'CHARGE-once-1' } });
    expect(await charge('tok_visa-1', 'once-1')).toEqual(taken);
    expect(await get('/charges/once-1')).toEqual({
      status: 200,
      body: { chargeId: 'CHARGE-once-1', status: 'taken' },
    });
    expect(await charge('tok_visa-1', 'once-1', 99)).toMatchObject({
      status: 422,
      body: { code: 'key-reused' },
    });
  });

  it.each([
    ['tok_declined-1', 'declined'],
    ['tok_insufficient-1', 'insufficient-funds'],
  ])('refuses %s, and has taken nothing', async (token, code) => {
    expect(await charge(token, `refused-${code}`)).toEqual({ status: 402, body: { code } });
    expect((await get(`/charges/refused-${code}`)).status).toBe(404);
  });

  it('takes the money of tok_timeout, although its answer comes too late', async () => {
    const body = { token: 'tok_timeout-1', amount: 1_250, currency: 'USD' };
    await expect(post('/charges', body, 'late-1', AbortSignal.timeout(100))).rejects.toThrow('timeout');
    expect((await get('/charges/late-1')).status).toBe(200);
  });

  it('refunds once for a key, and never more than was taken', async () => {
    const { chargeId } = (await charge('tok_visa-2', 'back-1')).body;
    expect(await refund(chargeId, 'part-1', 1_000)).toMatchObject({ status: 201 });
    expect(await refund(chargeId, 'part-1', 1_000)).toMatchObject({ status: 201 });
    expect(await refund(chargeId, 'part-2', 251)).toEqual({ status: 422, body: { code: 'exceeds-charge' } });
    expect(await refund('CHARGE-unknown', 'part-3', 1)).toMatchObject({ status: 422 });
    const { refunds } = (await get('/record')).body;
    expect(refunds.filter((one: { key: string }) => one.key.startsWith('part-'))).toEqual([
      { key: 'part-1', refundId: 'REFUND-part-1', chargeId, amount: 1_000, currency: 'USD' },
    ]);
  });

  it('refuses to refund a charge by tok_norefund six times', async () => {
    const { chargeId } = (await charge('tok_norefund-1', 'hard-1')).body;
    const statuses = [];
    for (let time = 0; time < 7; time++) statuses.push((await refund(chargeId, 'hard-2', 1_250)).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 422, 201]);
  });

  it('refuses what is malformed, and answers 501 to anything else', async () => {
    const body = { token: 'tok_visa-3', amount: 1, currency: 'USD' };
    expect((await post('/charges', body)).status).toBe(400);
    expect((await post('/charges', { ...body, amount: 1.5 }, 'half-1')).status).toBe(400);
    expect((await post('/refunds', body, 'no-charge-1')).status).toBe(400);
    expect((await get('/prices')).status).toBe(501);
  });

  it('shows what it received and kept without the token', async () => {
    await charge('tok_shown-1', 'shown-1');
    const requests = await imposter.requests();
    const lines = requests.map((request) => paymentGateway.formatRequest(request));
    expect(lines.at(-1)).toMatch(/ {2}charge: 1250 USD in minor units, key shown-1$/);
    await charge('tok_declined-1', 'shown-2');
    const last = (await imposter.requests()).at(-1)!;
    expect(paymentGateway.formatRequest(last)).toMatch(
      / {2}refused charge: 1250 USD in minor units, key shown-2$/,
    );
    const { chargeId } = (await charge('tok_norefund-2', 'shown-3')).body;
    expect(await refund(chargeId, 'shown-4', 1_250)).toMatchObject({ status: 422 });
    expect(paymentGateway.formatRequest((await imposter.requests()).at(-1)!)).toMatch(
      / {2}asked to refund CHARGE-shown-3: 1250 USD in minor units, key shown-4$/,
    );
    expect(lines.join()).not.toContain('tok_');
    expect(JSON.stringify(await get('/record'))).not.toContain('tok_');
  });
});
