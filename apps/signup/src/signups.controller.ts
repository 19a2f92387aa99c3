import { Access } from '#libs/service';
import { Body, Controller, Headers, Ip, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SignedUp, Signup } from './signup.js';
import { Signups } from './signups.js';

@Controller('signups')
export class SignupsController {
  constructor(private readonly signups: Signups) {}

  @Post()
  @Access({ public: true })
  @ApiHeader({ name: 'idempotency-key', required: false })
  @ApiCreatedResponse({ standardSchema: SignedUp })
  async signUp(
    @Body({ schema: Signup }) signup: Signup,
    @Ip() from: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ) {
    const signedUp = await this.signups.signUp(signup, from, key);
    void reply.header('location', signedUp.links.customer);
    return signedUp;
  }
}
