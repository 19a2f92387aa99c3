import { describe, expect, it } from '@jest/globals';
import { greeting } from '../src/greeting.js';

describe('a greeting', () => {
  it.each(['Ann', 'J. R. R.', 'J.R.R.', 'علی‌رضا', '小明', 'Ann-Marie O’Neil'])('names %s', (name) => {
    expect(greeting(name)).toBe(`Hello ${name},`);
  });

  it.each([
    'https://evil.example',
    'You won! www.evil.example',
    'evil.example/win',
    'evil。example',
    'ann@evil.example',
    'Ann\nwin',
    '\u202eelpmaxe.live',
  ])('does not name %p', (name) => {
    expect(greeting(name)).toBe('Hello,');
  });
});
