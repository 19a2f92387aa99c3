import { describe, expect, it } from '@jest/globals';
import { MetadataController } from '../src/metadata.controller.js';
import type { PasswordsConfig } from '../src/passwords.config.js';

const inside = {
  AUTH_TOKEN_URL: 'http://passwords:4003/oauth/token',
  AUTH_JWKS_URL: 'http://passwords:4003/.well-known/jwks.json',
};
const PUBLIC_URL = 'https://shop.example/api';
const metadata = (AUTH_ISSUER: string) =>
  new MetadataController({ ...inside, PUBLIC_URL, AUTH_ISSUER } as PasswordsConfig).metadata();

describe('the metadata for OAuth clients', () => {
  it('name the public address when the issuer has it, and not the one that services use', () => {
    expect(metadata(PUBLIC_URL)).toMatchObject({
      issuer: PUBLIC_URL,
      token_endpoint: 'https://shop.example/api/oauth/token',
      revocation_endpoint: 'https://shop.example/api/oauth/revoke',
      jwks_uri: 'https://shop.example/api/.well-known/jwks.json',
    });
  });

  it('name the endpoints of the settings when the issuer is another one', () => {
    expect(metadata('https://id.example')).toMatchObject({
      issuer: 'https://id.example',
      token_endpoint: inside.AUTH_TOKEN_URL,
      jwks_uri: inside.AUTH_JWKS_URL,
    });
  });
});
