import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';

/**
 * Recognises the tokens of operators by the key that signs them, without asking the issuer: a fault may have stopped it.
 * @param signingKey the private key, as a JSON Web Key
 */
export function operatorTokens(
  signingKey: string,
  expected: { issuer: string; audience: string },
): (authorization: string | undefined) => Promise<boolean> {
  const { kty, crv, x, kid, alg } = JSON.parse(signingKey) as JWK;
  const keys = createLocalJWKSet({ keys: [{ kty: kty!, crv: crv!, x: x!, kid: kid!, alg: alg! }] });
  return async (authorization = '') => {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    if (!token) return false;
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...expected,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp'],
      });
      return Array.isArray(payload.roles) && payload.roles.includes('operator');
    } catch {
      return false; // an invalid token counts as none
    }
  };
}
