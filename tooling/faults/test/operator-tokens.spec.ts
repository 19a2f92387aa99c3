import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { operatorTokens } from '../src/operator-tokens.js';

const EXPECTED = { issuer: 'http://issuer', audience: 'troupe' };
const CLAIMS = { sub: 'olga', iss: EXPECTED.issuer, aud: EXPECTED.audience, roles: ['operator'] };

const newKey = async () => (await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey;

describe('the token of an operator', () => {
  let key: Awaited<ReturnType<typeof newKey>>;
  let isOperator: ReturnType<typeof operatorTokens>;

  const tokenOf = (claims: object, signer = key, exp = '5m') =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k', typ: 'at+jwt' })
      .setExpirationTime(exp)
      .sign(signer);

  beforeAll(async () => {
    key = await newKey();
    isOperator = operatorTokens(
      JSON.stringify({ ...(await exportJWK(key)), kid: 'k', alg: 'EdDSA' }),
      EXPECTED,
    );
  });

  it('is recognised by its role', async () => {
    expect(await isOperator(`Bearer ${await tokenOf(CLAIMS)}`)).toBe(true);
  });

  it.each([
    ['the token of a service', async () => tokenOf({ ...CLAIMS, roles: undefined })],
    ['one for another audience', async () => tokenOf({ ...CLAIMS, aud: 'loyalty' })],
    ['one of another issuer', async () => tokenOf({ ...CLAIMS, iss: 'http://other' })],
    ['one that has expired', async () => tokenOf(CLAIMS, key, '-1m')],
    ['one that another key signed', async () => tokenOf(CLAIMS, await newKey())],
    ['no token', async () => ''],
  ])('is not %s', async (_, token) => {
    expect(await isOperator(`Bearer ${await token()}`)).toBe(false);
    expect(await isOperator(undefined)).toBe(false);
  });
});
