import { describe, expect, it } from '@jest/globals';
import { explained } from '../src/engines/rabbitmq-tls.js';

const failure = (code: string) => Object.assign(new Error('raw'), { code });

describe('a failure to reach RabbitMQ', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'no trusted authority has signed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'no trusted authority has signed'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'no trusted authority has signed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'for another name'],
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['EPROTO', 'does not speak TLS'],
  ])('by %s is explained, also in the cause of another error', (code, meaning) => {
    for (const raw of [failure(code), new TypeError('fetch failed', { cause: failure(code) })])
      expect(explained(raw, 'host:1')).toMatchObject({
        message: expect.stringMatching(new RegExp(`^RabbitMQ at host:1 .*${meaning}.*\\(${code}\\)$`)),
        cause: raw,
      });
  });

  it('for other reasons stays as it is', () => {
    for (const raw of [failure('ECONNREFUSED'), new Error('no code')])
      expect(explained(raw, 'host:1')).toBe(raw);
  });
});
