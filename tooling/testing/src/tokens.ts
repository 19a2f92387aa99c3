import { SignJWT } from 'jose';
import { generateKeyPairSync } from 'node:crypto';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const named = { kid: 'test', alg: 'EdDSA' };

/** The issuer of all tokens in tests, and the audience of the tokens of people and operators. */
export const issuer = 'https://issuer.test';
export const audience = 'troupe';

/** Settings with an issuer that is down, for services that need no token. */
export const issuerAway = {
  AUTH_ISSUER: issuer,
  AUTH_JWKS_URL: 'http://127.0.0.1:9/jwks',
  AUTH_TOKEN_URL: 'http://127.0.0.1:9/token',
  CLIENT_SECRET: 'test-CLIENT_SECRET'.padEnd(32, '.'),
};

/** The public keys of the issuer, as a JSON Web Key Set. */
export const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] });

/** The private key, as a JSON Web Key, for a service that issues tokens. */
export const signingKey = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named });

/** The claims of a token of a person, of an operator, or of a service that calls `callee`. */
export const claimsOf = (kind: 'person' | 'service' | 'operator', id: string, callee = '') => ({
  iss: issuer,
  sub: id,
  aud: kind === 'service' ? callee : audience,
  client_id: kind === 'service' ? id : 'test',
  ...(kind === 'operator' && { roles: ['operator'] }),
});

/**
 * A token of a person, a service or an operator, valid for an hour.
 * @param callee the service that a service calls with it
 */
export const token = (...whose: Parameters<typeof claimsOf>): Promise<string> =>
  new SignJWT(claimsOf(...whose))
    .setProtectedHeader({ ...named, typ: 'at+jwt' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
