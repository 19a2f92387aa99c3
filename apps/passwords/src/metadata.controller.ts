import { Group, Access, Unlimited } from '#libs/service';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { PasswordsConfig } from './passwords.config.js';

const some = z.array(z.string()).max(10);
const Metadata = z
  .object({
    issuer: z.string(),
    token_endpoint: z.string(),
    revocation_endpoint: z.string(),
    jwks_uri: z.string(),
    grant_types_supported: some,
    response_types_supported: some,
    token_endpoint_auth_methods_supported: some,
    revocation_endpoint_auth_methods_supported: some,
  })
  .meta({
    id: 'AuthorizationServer',
    example: {
      issuer: 'https://shop.example/api',
      token_endpoint: 'https://shop.example/api/oauth/token',
      revocation_endpoint: 'https://shop.example/api/oauth/revoke',
      jwks_uri: 'https://shop.example/api/.well-known/jwks.json',
      grant_types_supported: ['client_credentials', 'refresh_token'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
      revocation_endpoint_auth_methods_supported: ['none'],
    },
  });

/** What OAuth clients find out by themselves (RFC 8414). */
@Group('Sessions and passwords')
@Controller('.well-known')
export class MetadataController {
  constructor(private readonly config: PasswordsConfig) {}

  @Get('oauth-authorization-server')
  @ApiOperation({
    operationId: 'getAuthorizationServer',
    summary: 'Find the endpoints for OAuth clients',
    description: 'The metadata of RFC 8414.',
  })
  @Access({ public: true })
  @Unlimited('tells public URLs, from memory')
  @ApiOkResponse({ standardSchema: Metadata })
  metadata(): z.infer<typeof Metadata> {
    const { token, keys } = this.endpoints();
    return {
      issuer: this.config.AUTH_ISSUER,
      token_endpoint: token,
      revocation_endpoint: new URL('revoke', token).href,
      jwks_uri: keys,
      grant_types_supported: ['client_credentials', 'refresh_token'],
      response_types_supported: [], // nobody is sent to a page to log in
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'], // `none` to refresh: a person has no secret
      revocation_endpoint_auth_methods_supported: ['none'],
    };
  }

  /** Services may reach the issuer at another address than everybody else. */
  private endpoints(): { token: string; keys: string } {
    const { AUTH_ISSUER, PUBLIC_URL, AUTH_TOKEN_URL, AUTH_JWKS_URL } = this.config;
    return AUTH_ISSUER === PUBLIC_URL
      ? { token: `${AUTH_ISSUER}/oauth/token`, keys: `${AUTH_ISSUER}/.well-known/jwks.json` }
      : { token: AUTH_TOKEN_URL, keys: AUTH_JWKS_URL };
  }
}
