import { newId } from '#libs/telemetry';
import { Refusal } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { read, sign } from '../src/verification-link.js';

const KEY = 'k'.repeat(32);
const HOUR = 3_600_000;
const now = new Date('2026-05-01T12:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);

describe('a verification link', () => {
  const claim = { customerId: newId(), emailHash: 'hash-of-ann' };
  const link = () => sign(claim, KEY, now, HOUR);
  const refusal = (status: number) => expect.objectContaining({ name: Refusal.name, status });
  const forged = (content: object, alg = 'HS256') =>
    new SignJWT({ ...content })
      .setProtectedHeader({ alg })
      .setExpirationTime(later(HOUR))
      .sign(Buffer.from(KEY));

  it('vouches for a customer and an address, and for nothing else', async () => {
    expect(await read(await link(), KEY, now)).toEqual(claim);
  });

  it('is valid up to its last second', async () => {
    expect(await read(await link(), KEY, later(HOUR - 1000))).toEqual(claim);
    await expect(read(await link(), KEY, later(HOUR))).rejects.toEqual(refusal(410));
  });

  it('is not valid under another key', async () => {
    await expect(read(await link(), 'x'.repeat(32), now)).rejects.toEqual(refusal(404));
  });

  it('is not valid after it expired under another key either', async () => {
    await expect(read(await link(), 'x'.repeat(32), later(2 * HOUR))).rejects.toEqual(refusal(404));
  });

  it('holds no address', async () => {
    const [, payload = ''] = (await link()).split('.');
    const { exp, ...content } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(content).toEqual(claim);
    expect(exp).toBe(later(HOUR).getTime() / 1000);
  });

  it('is not valid with another content', async () => {
    const [header, , signature] = (await link()).split('.');
    const other = Buffer.from(JSON.stringify({ ...claim, emailHash: 'hash-of-eve' })).toString('base64url');
    await expect(read([header, other, signature].join('.'), KEY, now)).rejects.toEqual(refusal(404));
  });

  it.each([
    ['nothing', ''],
    ['a word', 'please'],
    ['no signature', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
  ])('is not %s', async (_what, token) => {
    await expect(read(token, KEY, now)).rejects.toEqual(refusal(404));
  });

  it('is signed in one way only', async () => {
    await expect(read(await forged(claim, 'HS512'), KEY, now)).rejects.toEqual(refusal(404));
  });

  it('is none when something else was signed with the key', async () => {
    await expect(read(await forged({ customerId: 'ann' }), KEY, now)).rejects.toEqual(refusal(404));
  });
});
