import { createHash, randomBytes } from 'node:crypto';
import type { KnownToken } from './sessions.store.js';

const BYTES = 32;

/** A new refresh token. It means nothing by itself, so that nobody can make one. */
export const newRefreshToken = (): string => randomBytes(BYTES).toString('base64url');

/** What is stored of a token. No one finds 32 random bytes by their hash, so it needs neither a key nor a salt. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * The rule of rotation: each token is exchanged once (`exchange`). For a short time its exchange may be repeated, for a client
 * that lost the answer, and only until a token from an answer is used (`repeat`). Anything else means that two clients have the
 * tokens of one session, and one of them is a thief (`reuse`).
 */
export function judge(token: KnownToken | undefined): 'unknown' | 'exchange' | 'repeat' | 'reuse' {
  if (!token?.isAlive) return 'unknown';
  if (!token.isExchanged) return 'exchange';
  return token.isRecent && !token.isContinued ? 'repeat' : 'reuse';
}
