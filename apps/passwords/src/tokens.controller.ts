import { Access, Consumes, Unlimited } from '#libs/service';
import { Body, Controller, Get, Headers, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiBasicAuth, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Clients } from './clients.js';
import { OAuthErrors } from './oauth-errors.js';
import { Sessions } from './sessions.js';

const FORM = 'application/x-www-form-urlencoded';
const Grant = z
  .object({ grant_type: z.literal('client_credentials'), audience: z.string() })
  .meta({ id: 'Grant' });
const Granted = z
  .object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() })
  .meta({ id: 'Granted' });
const Jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: 'Jwks' });

@Controller()
export class TokensController {
  constructor(
    private readonly clients: Clients,
    private readonly sessions: Sessions,
    { httpAdapter }: HttpAdapterHost,
  ) {
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );
  }

  @Post('oauth/token')
  @HttpCode(200)
  @Access({ public: true })
  @Unlimited('costs a signature; no one guesses a secret of 32 random characters')
  @ApiBasicAuth()
  @Consumes(FORM)
  @UseInterceptors(OAuthErrors)
  @ApiOkResponse({ standardSchema: Granted })
  grant(
    @Body({ schema: Grant }) { audience }: z.infer<typeof Grant>,
    @Headers('authorization') authorization?: string,
  ) {
    return this.clients.grant(authorization, audience);
  }

  @Get('.well-known/jwks.json')
  @Access({ public: true })
  @Unlimited('tells public keys, from memory')
  @ApiOkResponse({ standardSchema: Jwks })
  jwks() {
    return this.sessions.jwks();
  }
}
