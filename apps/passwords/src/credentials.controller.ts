import { Access } from '#libs/service';
import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Credentials } from './credentials.js';
import { Sessions } from './sessions.js';

const CustomerId = z.uuid();
const NewCredential = z.strictObject({ password: z.string().min(8).max(256) }).meta({ id: 'NewCredential' });
const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));
const LogIn = z.strictObject({ email: Email, password: z.string().max(256) }).meta({ id: 'LogIn' });
const Session = z
  .object({ accessToken: z.string(), tokenType: z.literal('Bearer'), expiresIn: z.int() })
  .meta({ id: 'Session' });
const Jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: 'Jwks' });

@Controller()
export class CredentialsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
  ) {}

  @Put('credentials/:customerId')
  @Access({ services: ['signup'] })
  @ApiCreatedResponse({ description: 'Made; inert until the customer is registered' })
  @ApiNoContentResponse({ description: 'There already, with the same password' })
  async create(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: NewCredential }) { password }: z.infer<typeof NewCredential>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isNew = await this.credentials.create(customerId, password);
    void reply.status(isNew ? 201 : 204);
  }

  @Post('sessions')
  @Access({ public: true })
  @ApiCreatedResponse({ standardSchema: Session })
  logIn(@Body({ schema: LogIn }) { email, password }: z.infer<typeof LogIn>) {
    return this.credentials.logIn(email, password);
  }

  @Get('.well-known/jwks.json')
  @Access({ public: true })
  @ApiOkResponse({ standardSchema: Jwks })
  jwks() {
    return this.sessions.jwks();
  }
}
