import { errors } from 'jose';
import type { Refusal } from '#libs/messaging';
import { Unauthenticated } from './common-problems.js';

/**
 * Why a service refuses a token. It tells its callers so in `WWW-Authenticate` (RFC 6750, section 3), where a service that
 * calls it reads no other text: an answer must not put words of a stranger into our logs.
 */
const TOKEN_PROBLEMS = [
  'token expired',
  'token not valid yet',
  'token for another audience',
  'token of another issuer',
  'token signed by an unknown key',
  'token with a wrong signature',
  'token invalid',
] as const;
type TokenProblem = (typeof TOKEN_PROBLEMS)[number];

const BY_CLAIM: Record<string, TokenProblem> = {
  nbf: 'token not valid yet',
  aud: 'token for another audience',
  iss: 'token of another issuer',
};
const BY_CODE: Record<string, TokenProblem> = {
  ERR_JWKS_NO_MATCHING_KEY: 'token signed by an unknown key',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'token with a wrong signature',
};

/** The refusal (401) of a token that could not be verified. */
export function tokenRefused(error?: unknown): Refusal {
  const problem = problemOf(error);
  return Unauthenticated.refusal(
    `Your token is refused: ${problem}. Send a valid one: Authorization: Bearer <token>.`,
    { challenge: `Bearer error="invalid_token", error_description="${problem}"` },
  );
}

function problemOf(error: unknown): TokenProblem {
  if (error instanceof errors.JWTExpired) return 'token expired';
  if (error instanceof errors.JWTClaimValidationFailed) return BY_CLAIM[error.claim] ?? 'token invalid';
  return BY_CODE[(error as errors.JOSEError | undefined)?.code ?? ''] ?? 'token invalid';
}

/** Why a peer has refused our token, by its challenge; undefined when it does not say so in known words. */
export const tokenProblemIn = (challenge: unknown): TokenProblem | undefined =>
  TOKEN_PROBLEMS.find((one) => String(challenge).includes(`error_description="${one}"`));
