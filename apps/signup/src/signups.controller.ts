import {
  Group,
  Access,
  addressOf,
  IdempotencyKey,
  Limit,
  LOCATION,
  perAddress,
  Refuses,
} from '#libs/service';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedUp, Signup } from './signup.js';
import { EmailTaken, SignupsService } from './signups.service.js';

@Group('Sign-up', 'Become a customer.')
@Controller('signups')
export class SignupsController {
  constructor(private readonly signups: SignupsService) {}

  @Post()
  @ApiOperation({
    operationId: 'signUpCustomer',
    summary: 'Sign a customer up',
    description: 'The customer may log in a moment later. A mail asks them to verify their e-mail address.',
  })
  @Refuses(EmailTaken)
  @Access({ public: true })
  @Limit(
    'sends a mail and a parcel; tells whether an e-mail address has an account; costs a password hash',
    perAddress('SIGNUPS_PER_MINUTE'),
    { setting: 'KNOWN_EMAILS_PER_MINUTE', each: 'network address' },
  )
  @ApiCreatedResponse({ standardSchema: SignedUp, headers: LOCATION })
  async signUp(
    @Body({ schema: Signup }) signup: Signup,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    const signedUp = await this.signups.signUp(signup, addressOf(request), key);
    void reply.header('location', signedUp.links.customer);
    return signedUp;
  }
}
