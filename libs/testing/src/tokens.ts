import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const keys = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });

/** The public keys that every service of a stage checks tokens against. */
export const jwks = JSON.stringify({
  keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'test', alg: 'EdDSA' }],
});

/** The private key, as a JSON Web Key, for a service that issues tokens. */
export const signingKey = JSON.stringify({
  ...(await exportJWK(keys.privateKey)),
  kid: 'test',
  alg: 'EdDSA',
});

/** A token of a person, a service or an operator, valid for an hour. */
export const token = (kind: 'person' | 'service' | 'operator', id: string): Promise<string> =>
  new SignJWT({ kind })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'test', typ: 'at+jwt' })
    .setIssuer('troupe')
    .setAudience('troupe')
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(keys.privateKey);
