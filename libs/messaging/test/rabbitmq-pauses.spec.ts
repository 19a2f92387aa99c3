import { describe, expect, it } from '@jest/globals';
import { Pauses } from '../src/engines/rabbitmq-pauses.js';

describe('pauses', () => {
  it('double up to the longest, and start anew after a success', () => {
    const pauses = new Pauses({ retryLowMs: 50, retryHighMs: 180 });
    expect([1, 2, 3, 4].map(() => pauses.next())).toEqual([50, 100, 180, 180]);
    pauses.reset();
    expect(pauses.next()).toBe(50);
  });
});
