import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/**
 * Hashes that are of no use without this service's secret. Without a key, an e-mail address is found from its hash by
 * trying the addresses there are.
 */
export class KeyedHash {
  private readonly key;

  /** @param secret another secret makes other hashes: what was stored by the old ones is not found again */
  constructor(secret: string) {
    this.key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'troupe keyed hashes', 32)));
  }

  /** HMAC-SHA-256 of a text, in 43 characters of base64url. */
  of(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}
