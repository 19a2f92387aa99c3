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
});
