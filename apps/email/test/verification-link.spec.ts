import { newId } from '#libs/telemetry';
import { Refusal } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { readClaim, signClaim } from '../src/verification-link.js';

const KEY = 'k'.repeat(32);
const HOUR = 3_600_000;
const now = new Date('2026-05-01T12:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);

describe('a verification link', () => {
  const claim = { customerId: newId(), emailHash: 'hash-of-ann', version: 1 };
  const link = () => signClaim(claim, KEY, now, HOUR);
  const refusal = (status: number) => expect.objectContaining({ name: Refusal.name, status });
  const forged = (content: object, alg = 'HS256') =>
    new SignJWT({ ...content })
      .setProtectedHeader({ alg })
      .setExpirationTime(later(HOUR))
      .sign(Buffer.from(KEY));

  it('proves a customer and an address, and nothing else', async () => {
    expect(await readClaim(await link(), KEY, now)).toEqual(claim);
  });

  it('is valid up to its last second', async () => {
    expect(await readClaim(await link(), KEY, later(HOUR - 1000))).toEqual(claim);
    await expect(readClaim(await link(), KEY, later(HOUR))).rejects.toEqual(refusal(410));
  });

  it('is not valid with another key', async () => {
    await expect(readClaim(await link(), 'x'.repeat(32), now)).rejects.toEqual(refusal(404));
  });

  it('is not valid with another key after it has expired, either', async () => {
    await expect(readClaim(await link(), 'x'.repeat(32), later(2 * HOUR))).rejects.toEqual(refusal(404));
  });

  it('contains no address', async () => {
    const [, payload = ''] = (await link()).split('.');
    const { exp, ...content } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(content).toEqual(claim);
    expect(exp).toBe(later(HOUR).getTime() / 1000);
  });

  it('is not valid with other content', async () => {
    const [header, , signature] = (await link()).split('.');
    const other = Buffer.from(JSON.stringify({ ...claim, emailHash: 'hash-of-eve' })).toString('base64url');
    await expect(readClaim([header, other, signature].join('.'), KEY, now)).rejects.toEqual(refusal(404));
  });

  it.each([
    ['an empty token', ''],
    ['a word', 'please'],
    ['a token without a signature', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
  ])('is not valid as %s', async (_what, token) => {
    await expect(readClaim(token, KEY, now)).rejects.toEqual(refusal(404));
  });

  it('is valid with one algorithm only', async () => {
    await expect(readClaim(await forged(claim, 'HS512'), KEY, now)).rejects.toEqual(refusal(404));
  });

  it('is not valid when something else was signed with the key', async () => {
    await expect(readClaim(await forged({ customerId: 'ann' }), KEY, now)).rejects.toEqual(refusal(404));
  });
});
