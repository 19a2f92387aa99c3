import { Access, addressOf, Limit, perAddress, Unlimited } from '#libs/service';
import { Body, Controller, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Credentials } from './credentials.js';

const CustomerId = z.uuid();
/** A password that someone types. An emoji is one character, although it has two code units. */
const Typed = z
  .string()
  .refine((text) => Array.from(text).length <= 256, 'must have at most 256 characters')
  .meta({ maxLength: 256 });
const Password = Typed.refine((text) => Array.from(text).length >= 8, 'must have at least 8 characters').meta(
  {
    minLength: 8,
    maxLength: 256,
  },
);
/** What the document says: blanks around an address are left out before it is checked. */
const pattern = `^\\s*(?=\\S{1,254}\\s*$)${z.regexes.email.source.slice(1, -1)}\\s*$`;
const Email = z.string().trim().toLowerCase().pipe(z.email().max(254)).meta({ pattern });
const NewCredential = z
  .strictObject({ password: Password, email: Email.optional() })
  .meta({ id: 'NewCredential' });
const LogIn = z.strictObject({ email: Email, password: Typed }).meta({ id: 'LogIn' });
const Session = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int(),
    refreshToken: z.string(),
  })
  .meta({ id: 'Session' });

@Controller()
export class CredentialsController {
  constructor(private readonly credentials: Credentials) {}

  @Put('credentials/:customerId')
  @Access({ services: ['signup'] })
  @Unlimited('costs a password hash, for which `signup` counts its callers')
  @ApiCreatedResponse({ description: 'Created; inert until the customer is registered' })
  @ApiNoContentResponse({ description: 'Exists already, with the same password' })
  async create(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: NewCredential }) { password, email }: z.infer<typeof NewCredential>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isNew = await this.credentials.create(customerId, password, email);
    void reply.status(isNew ? 201 : 204);
  }

  @Post('sessions')
  @Access({ public: true })
  @Limit(
    'tells whether a password is right; costs a password hash',
    perAddress('LOG_INS_PER_MINUTE'),
    { setting: 'LOG_INS_PER_ACCOUNT_AND_ADDRESS_PER_MINUTE', each: 'e-mail address and network address' },
    {
      setting: 'LOG_INS_PER_ACCOUNT_PER_MINUTE',
      each: 'e-mail address, from network addresses where its customer has not logged in',
    },
  )
  @ApiCreatedResponse({ standardSchema: Session })
  logIn(@Body({ schema: LogIn }) { email, password }: z.infer<typeof LogIn>, @Req() request: FastifyRequest) {
    return this.credentials.logIn(email, password, addressOf(request));
  }
}
