import { configuration } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { explainError } from '../src/explain-error.js';

describe('a setting that is missing', () => {
  it('is named, with the place to set it', () => {
    const config = configuration('stars', { STAR_COLOUR: z.string() });
    let explained: string | undefined;
    try {
      config.read({});
    } catch (error) {
      explained = explainError(error);
    }
    expect(explained).toMatch(/^stars cannot start:\n[^]*STAR_COLOUR is not set[^]*NAME=VALUE npm start$/);
  });
});

describe('what is wrong with the embedded servers', () => {
  const failed = (cause: Error) => new Error('migration x failed', { cause });
  const withCode = (code: string) => Object.assign(new Error('why'), { code });

  it.each<[string, Error, string]>([
    [
      'the password of the data',
      withCode('28P01'),
      'The data cannot be read (why): delete it with `npm run reset`.',
    ],
    [
      'damaged data',
      failed(withCode('XX001')),
      'The data cannot be read (why): delete it with `npm run reset`.',
    ],
    [
      'the version of the data',
      failed(new Error('corrupted migrations: x')),
      'The data was written by another version',
    ],
    ['a full disk', failed(withCode('53100')), 'The disk is full (why): free some space'],
  ])('is said of %s', (_what, error, sentence) => {
    expect(explainError(error)).toContain(sentence);
  });

  it.each(['NoBroker', 'RabbitmqAway', 'TlsFailure'])('is said by %s itself', (name) => {
    expect(explainError(Object.assign(new Error('why'), { name }))).toBe('why');
  });
});
