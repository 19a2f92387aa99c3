import { KeyedHash } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';

describe('a keyed hash', () => {
  const hash = (text: string, secret = 'a secret') => new KeyedHash(secret).of(text);

  it('is the same for the same text and secret alone', () => {
    expect(hash('ann@example.com')).toBe(hash('ann@example.com'));
    expect(hash('ann@example.com')).not.toBe(hash('bob@example.com'));
    expect(hash('ann@example.com')).not.toBe(hash('ann@example.com', 'another secret'));
  });

  it('is not the hash that anybody can compute', () => {
    expect(hash('ann@example.com')).not.toBe(
      createHash('sha256').update('ann@example.com').digest('base64url'),
    );
  });
});
