import { newId } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import {
  type CartLine,
  corrected,
  MOST_LINES,
  objectionInWords,
  put,
  readCart,
  signCart,
  totalsOf,
} from '../src/cart.js';
import { cookie, cookiesOf } from '../src/cookies.js';

const KEY = 'a key for tests, 32 characters long';
const NOW = new Date('2026-11-28T12:00:00Z');
const LATER = new Date('2026-12-28T12:00:00Z');
const line = (different: Partial<CartLine> = {}): CartLine => ({
  recordId: newId(),
  quantity: 1,
  price: { amount: 1299, currency: 'USD' },
  ...different,
});
const largest = () => line({ quantity: 99, price: { amount: 1_000_000_00, currency: 'USD' } });

describe('a signed cart', () => {
  it('is read as it was signed', async () => {
    const lines = [line(), line({ quantity: 99 }), largest()];
    expect(await readCart(await signCart(lines, KEY, LATER), KEY, NOW)).toEqual(lines);
  });

  it('fits into a cookie, however full it is', async () => {
    const lines = Array.from({ length: MOST_LINES }, largest);
    const signed = await signCart(lines, KEY, LATER);
    expect(cookie('shop-cart', signed, 2_592_000, true).length).toBeLessThan(4_096);
    expect(cookiesOf(`a=b; shop-cart=${signed}`)['shop-cart']).toBe(signed);
  });

  it('is refused when a character of it was changed, or it is cut', async () => {
    const signed = await signCart([line()], KEY, LATER);
    for (let at = 0; at < signed.length - 1; at++) {
      const other = signed[at] === 'A' ? 'B' : 'A';
      const forged = signed.slice(0, at) + other + signed.slice(at + 1);
      await expect(readCart(forged, KEY, NOW)).rejects.toMatchObject({ code: 'storefront.bad-cart' });
    }
    await expect(readCart(signed.slice(0, -4), KEY, NOW)).rejects.toMatchObject({ status: 400 });
    await expect(readCart('', KEY, NOW)).rejects.toMatchObject({ status: 400 });
  });

  it('is refused when it is signed by another key, or too old', async () => {
    const signed = await signCart([line()], `${KEY}!`, LATER);
    await expect(readCart(signed, KEY, NOW)).rejects.toMatchObject({ status: 400 });
    const old = await signCart([line()], KEY, NOW);
    await expect(readCart(old, KEY, LATER)).rejects.toMatchObject({ status: 400 });
  });
});

describe('a cart', () => {
  it('has so many of a record as were put in last', () => {
    const [first, second] = [line(), line()];
    const more = { ...first, quantity: 3 };
    expect(put(put(put([], first), second), more)).toEqual([more, second]);
    expect(put([first, second], { ...first, quantity: 0 })).toEqual([second]);
  });

  it('is full with as many records as an order may have', () => {
    const lines = Array.from({ length: MOST_LINES }, () => line());
    expect(() => put(lines, line())).toThrow('The cart has 50 records');
    expect(put(lines, { ...lines[0]!, quantity: 2 })).toHaveLength(MOST_LINES);
  });

  it('takes the new prices, and loses what is not for sale', () => {
    const [dearer, gone, same] = [line(), line(), line()];
    const price = { amount: 1499, currency: 'USD' };
    const { recordId } = dearer;
    const objection = { prices: [{ recordId, price }], records: [gone.recordId] };
    expect(corrected([dearer, gone, same], objection)).toEqual([{ ...dearer, price }, same]);
    expect(objectionInWords(objection)).toMatch('Prices have changed');
    expect(objectionInWords({ records: [recordId] })).toMatch('no longer for sale');
    expect(objectionInWords({})).toBeUndefined();
  });

  it('costs the sum of its lines, in each currency', () => {
    const euros = line({ price: { amount: 100, currency: 'EUR' } });
    expect(totalsOf([line({ quantity: 2 }), line(), euros])).toEqual([
      { amount: 3897, currency: 'USD' },
      { amount: 100, currency: 'EUR' },
    ]);
  });
});
