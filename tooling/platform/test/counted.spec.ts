import { expect, it } from '@jest/globals';
import { counted } from '../src/counted.js';

it.each([
  [0, '0 messages'],
  [1, '1 message'],
  [2, '2 messages'],
])('%d has its noun', (count, text) => expect(counted(count, 'message')).toBe(text));
