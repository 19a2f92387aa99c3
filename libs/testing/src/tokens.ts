import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const named = { kid: 'test', alg: 'EdDSA' };

/** The public keys that every service of a stage checks tokens against. */
export const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] });

/** The private key, as a JSON Web Key, for a service that issues tokens. */
export const signingKey = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named });

/** A token of a person, a service or an operator, valid for an hour. */
export const token = (kind: 'person' | 'service' | 'operator', id: string): Promise<string> =>
  new SignJWT({ kind })
    .setProtectedHeader({ ...named, typ: 'at+jwt' })
    .setIssuer('troupe')
    .setAudience('troupe')
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
