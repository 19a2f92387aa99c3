import { SignJWT } from 'jose';
import { generateKeyPairSync } from 'node:crypto';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const named = { kid: 'test', alg: 'EdDSA' };

/** Who issues the tokens of tests, and whom people's are meant for. */
export const issuer = 'https://issuer.test';
export const audience = 'troupe';

/** The settings of a service that need not reach its issuer. */
export const issuerAway = {
  AUTH_ISSUER: issuer,
  AUTH_JWKS_URL: 'http://127.0.0.1:9/jwks',
  AUTH_TOKEN_URL: 'http://127.0.0.1:9/token',
  CLIENT_SECRET: 'test-CLIENT_SECRET'.padEnd(32, '.'),
};

/** The public keys that every service of a environment checks tokens against. */
export const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] });

/** The private key, as a JSON Web Key, for a service that issues tokens. */
export const signingKey = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named });

/** What a token of a person, of an operator, or of a service for another one says. */
export const claimsOf = (kind: 'person' | 'service' | 'operator', id: string, callee = '') => ({
  iss: issuer,
  sub: id,
  aud: kind === 'service' ? callee : audience,
  client_id: kind === 'service' ? id : 'test',
  ...(kind === 'operator' && { roles: ['operator'] }),
});

/**
 * A token of a person, a service or an operator, valid for an hour.
 * @param callee whom a service calls with it
 */
export const token = (...whose: Parameters<typeof claimsOf>): Promise<string> =>
  new SignJWT(claimsOf(...whose))
    .setProtectedHeader({ ...named, typ: 'at+jwt' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
