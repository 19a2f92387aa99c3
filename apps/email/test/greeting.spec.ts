import { describe, expect, it } from '@jest/globals';
import { greeting } from '../src/greeting.js';

describe('a greeting', () => {
  it.each(['Ann', 'J. R. R.', 'J.R.R.', 'J.R.Smith', 'J.-P.Lee', 'علی‌رضا', '小明', 'Ann-Marie O’Neil'])(
    'names %s',
    (name) => {
      expect(greeting(name)).toBe(`Hello ${name},`);
    },
  );

  it.each([
    'https://evil.example',
    'You won! www.evil.example',
    'evil.example/win',
    'evil。example',
    'ann@evil.example',
    'Ann\nwin',
    't.co/AbC Claim your prize at t.co/AbC',
    'T.Co',
    'x.com',
    'g.page/win',
    'win at shop-1.com',
    'casino-x.com',
    '93.184.216.34/win',
    'exampleq\u0303.com',
    'i❤.ws',
    'उदाहरण.भारत',
    'bit\u2024ly',
    'bit\ufe52ly',
    'ann＠evil',
    'tel:+44',
    'SMS:12345',
    '\u202eelpmaxe.live',
  ])('does not name %p', (name) => {
    expect(greeting(name)).toBe('Hello,');
  });
});
