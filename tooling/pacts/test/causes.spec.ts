import { describe, expect, it } from '@jest/globals';
import { causesOf } from '../src/causes.js';
import type { Verification } from '../src/verification-results.js';

const verification = (consumer: string, interactions: Verification['interactions']): Verification => ({
  consumer,
  provider: 'lamps',
  hash: 'a',
  success: false,
  interactions,
});
const STATUS = 'expected 201 but was 200';

describe('the causes of a failed verification', () => {
  it('begin with what was expected, and name the interactions that they hit', () => {
    const found = causesOf([
      verification('shop', { 'shop: a purchase': [STATUS, '$.watts is missing'], 'shop: a look': [] }),
      verification('switch', { 'switch: a purchase': [STATUS] }),
    ]);
    expect(found).toEqual([
      `${STATUS} (lamps to shop: a purchase; lamps to switch: a purchase)`,
      '$.watts is missing (lamps to shop: a purchase)',
    ]);
  });

  it('take one line, however many interactions they hit', () => {
    const titles = [1, 2, 3, 4, 5].map((at) => [`shop: look ${at}`, [STATUS]]);
    expect(causesOf([verification('shop', Object.fromEntries(titles))])).toEqual([
      `${STATUS} (lamps to shop: look 1; lamps to shop: look 2; lamps to shop: look 3; and 2 more)`,
    ]);
  });

  it.each([
    ['ids', '0193a1b2-7c00-7000-8000-000000000001', '0193a1b2-7c00-7000-8000-000000000002'],
    ['times', '2026-01-02T03:04:05.678Z', '2026-01-02T03:04:06Z'],
    ['hashes', 'B'.repeat(43), `${'A'.repeat(42)}_`],
    ['hashes in hexadecimal digits', '0a'.repeat(32), '1b'.repeat(32)],
    ['tokens', 'eyJh.eyJz.c2ln', 'eyJh.eyJ0.Z25p'],
    ['ports', 'http://127.0.0.1:40001/a', 'http://127.0.0.1:40002/a'],
  ])('are one when they differ only in %s', (_, one, other) => {
    const look = { 'shop: a look': [`$.lamp is "${one}", but the state says nothing`] };
    const purchase = { 'shop: a purchase': [`$.lamp is "${other}", but the state says nothing`] };
    expect(causesOf([verification('shop', { ...look, ...purchase })])).toEqual([
      `$.lamp is "${one}", but the state says nothing (lamps to shop: a look; lamps to shop: a purchase)`,
    ]);
  });

  it('are two when they differ in anything else', () => {
    const mismatches = ['expected 3 but was 4', 'expected 3 but was 5', '$.id is "a"', '$.id is "b"'];
    expect(causesOf([verification('shop', { 'shop: a look': mismatches })])).toHaveLength(4);
  });
});
