import {
  Group,
  Access,
  Consumes,
  FORM_TYPE,
  Limit,
  perAddress,
  Refuses,
  Unavailable,
  Unlimited,
  when,
} from '#libs/service';
import { Body, Controller, Get, Header, Headers, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiBasicAuth, ApiOkResponse, ApiOperation, ApiSecurity } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AccessTokens } from './access-tokens.js';
import { Clients } from './clients.js';
import { ACCESS_TOKEN, REFRESH_TOKEN } from './inputs.js';
import {
  invalidClient,
  invalidGrant,
  invalidTarget,
  OAuthErrors,
  unsupportedTokenType,
} from './oauth-errors.js';
import { Sessions } from './sessions.js';

/** Of all forms here: a client may send further parameters, which are ignored (RFC 6749, section 3.2). */
const Grant = z
  .discriminatedUnion('grant_type', [
    z.looseObject({
      grant_type: z.literal('client_credentials'),
      audience: z.string().meta({ example: 'customers' }),
    }),
    z.looseObject({
      grant_type: z.literal('refresh_token'),
      refresh_token: z.string().meta({ example: REFRESH_TOKEN }),
    }),
  ])
  .meta({ id: 'Grant' });
/** Only a refresh is answered with the next refresh token. */
const Granted = z
  .object({
    access_token: z.string().meta({ example: ACCESS_TOKEN }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ example: 900 }),
    refresh_token: z.string().optional().meta({ example: REFRESH_TOKEN }),
  })
  .meta({ id: 'Granted' });
const Revocation = z
  .looseObject({
    token: z.string().meta({ example: REFRESH_TOKEN }),
    token_type_hint: z.string().optional(),
  })
  .meta({ id: 'Revocation' });
const Jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(10) }).meta({
  id: 'Jwks',
  example: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'base64url', kid: 'key-1', use: 'sig', alg: 'EdDSA' }] },
});

const isRefresh = ({ body }: FastifyRequest): boolean =>
  body instanceof Object && 'grant_type' in body && body.grant_type === 'refresh_token';

/** The parameters of a form. One that comes twice is an array, which no schema takes (RFC 6749, section 3.2). */
function parametersOf(form: string): Record<string, string | string[]> {
  const byName = Map.groupBy(new URLSearchParams(form), ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, pairs]) => {
      const [value = '', ...more] = pairs.map(([, text]) => text);
      return [name, more.length ? [value, ...more] : value];
    }),
  );
}

/** Clients of services and operators (RFC 6749, section 4.4), and people's sessions (section 6, and RFC 7009). */
@Group('Sessions and passwords')
@Controller()
export class TokensController {
  constructor(
    private readonly clients: Clients,
    private readonly sessions: Sessions,
    private readonly tokens: AccessTokens,
    { httpAdapter }: HttpAdapterHost,
  ) {
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(FORM_TYPE, { parseAs: 'string' }, (_request, body, done) =>
      done(null, parametersOf(body as string)),
    );
  }

  @Post('oauth/token')
  @ApiOperation({
    operationId: 'issueToken',
    summary: 'Issue an access token, or refresh a session',
    description:
      'Services and operators get a token by the grant `client_credentials` (RFC 6749, section 4.4), people by their refresh ' +
      'token (section 6), which works once. A refusal of the grant is of the type `application/json`, with the member `error` of ' +
      'its section 5.2; its other members are those of every problem.',
  })
  @Refuses(invalidClient.type, invalidTarget.type, invalidGrant.type, Unavailable) // a refresh needs the database
  @HttpCode(200)
  @Access({ public: true })
  @Limit(
    'costs a signature, and a refresh rows; no one guesses a secret of 32 random characters',
    when(isRefresh, { ...perAddress('REFRESHES_PER_MINUTE'), each: 'network address, of refreshes' }),
    { setting: 'REFRESHES_PER_PERSON_PER_MINUTE', each: 'person, of refreshes' },
  )
  @ApiSecurity({}) // a refresh needs no client
  @ApiBasicAuth()
  @Consumes(FORM_TYPE)
  @UseInterceptors(OAuthErrors)
  @ApiOkResponse({ standardSchema: Granted })
  grant(
    @Body({ schema: Grant }) grant: z.infer<typeof Grant>,
    @Headers('authorization') authorization?: string,
  ) {
    return grant.grant_type === 'refresh_token'
      ? this.sessions.refresh(grant.refresh_token)
      : this.clients.grant(authorization, grant.audience);
  }

  @Post('oauth/revoke')
  @ApiOperation({
    operationId: 'revokeSession',
    summary: 'Log out: end the session of a refresh token',
    description: 'RFC 7009. Access tokens end by themselves. The body of the answer is empty.',
  })
  @Refuses(unsupportedTokenType.type)
  @HttpCode(200)
  @Access({ public: true })
  @Limit('ends a session; costs a look-up', perAddress('LOG_OUTS_PER_MINUTE'))
  @Consumes(FORM_TYPE)
  @UseInterceptors(OAuthErrors)
  @ApiOkResponse({ description: 'The session has ended, or there was none of this token' })
  revoke(@Body({ schema: Revocation }) { token }: z.infer<typeof Revocation>) {
    return this.sessions.logOut(token);
  }

  /** The keys change rarely, and may be cached: docs/security.md says how to change them. */
  @Get('.well-known/jwks.json')
  @ApiOperation({ operationId: 'getKeys', summary: 'Read the public keys that verify access tokens' })
  @Header('cache-control', 'public, max-age=300')
  @Access({ public: true })
  @Unlimited('tells public keys, from memory')
  @ApiOkResponse({ standardSchema: Jwks })
  jwks() {
    return this.tokens.jwks();
  }
}
