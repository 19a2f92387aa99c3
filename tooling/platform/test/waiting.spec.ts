import { describe, expect, it } from '@jest/globals';
import { eventually, within } from '../src/waiting.js';

describe('eventually', () => {
  it('repeats a check until its result is truthy, and returns the result', async () => {
    let attempts = 0;
    const found = await eventually(() => {
      if (++attempts === 1) throw new Error('not yet');
      return attempts === 3 && 'found';
    });
    expect([found, attempts]).toEqual(['found', 3]);
  });

  it('throws the last error at the deadline', async () => {
    const error = new Error('never');
    await expect(eventually(() => Promise.reject(error), 1, 1)).rejects.toBe(error);
    await expect(eventually(() => 0, 1, 1)).rejects.toThrow('still 0 at the deadline: ');
  });

  it('throws an error that does not pass at once', async () => {
    let attempts = 0;
    const check = () => {
      attempts++;
      throw new Error(attempts < 3 ? 'passes' : 'stays');
    };
    const mayPass = (error: unknown) => (error as Error).message === 'passes';
    await expect(eventually(check, 60_000, 1, mayPass)).rejects.toThrow('stays');
    expect(attempts).toBe(3);
  });
});

describe('within', () => {
  it('returns what is there in time', async () => {
    expect(await within(60_000, Promise.resolve('there'))).toBe('there');
    await expect(within(60_000, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  });

  it('returns undefined when the time is over', async () => {
    expect(await within(1, new Promise(() => {}))).toBeUndefined();
  });
});
