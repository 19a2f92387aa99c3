import { Erased } from '#libs/messaging';
import {
  Group,
  Access,
  addressOf,
  Full,
  Limit,
  NoSuchResource,
  perAddress,
  perPerson,
  Refuses,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CredentialExists, Credentials, TooEarly, WrongPassword } from './credentials.js';
import { ACCESS_TOKEN, CustomerId, Email, Password, REFRESH_TOKEN, Typed } from './inputs.js';
import { PasswordChanges, WrongOldPassword } from './password-changes.js';

const NewCredential = z
  .strictObject({ password: Password, email: Email.optional() })
  .meta({ id: 'NewCredential' });
const PasswordChange = z
  .strictObject({ oldPassword: Typed, newPassword: Password.meta({ example: 'battery staple' }) })
  .meta({ id: 'PasswordChange' });
const LogIn = z.strictObject({ email: Email, password: Typed }).meta({ id: 'LogIn' });
const Session = z
  .object({
    accessToken: z.string().meta({ example: ACCESS_TOKEN }),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ example: 900 }),
    refreshToken: z.string().meta({ example: REFRESH_TOKEN }),
  })
  .meta({ id: 'Session' });

@Group('Sessions and passwords', 'Log in and out, get and refresh tokens, change or reset a password.')
@Controller()
export class CredentialsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly changes: PasswordChanges,
  ) {}

  @Put('credentials/:customerId')
  @ApiOperation({ operationId: 'createCredential', summary: 'Store the password of a new customer' })
  @Refuses(CredentialExists, Full)
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

  @Put('credentials/:customerId/password')
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Change the password of a person who knows it',
    description: 'Ends all sessions of the person, and begins the one in the answer.',
  })
  @Refuses(WrongOldPassword, NoSuchResource, Full, Erased)
  @Access({ subject: 'customerId' })
  @Limit(
    'tells whether the old password is right; costs password hashes, and a mail',
    perPerson('PASSWORD_CHANGES_PER_MINUTE'),
  )
  @ApiOkResponse({ standardSchema: Session })
  changePassword(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: PasswordChange }) { oldPassword, newPassword }: z.infer<typeof PasswordChange>,
  ) {
    return this.changes.change(customerId, oldPassword, newPassword);
  }

  @Post('sessions')
  @ApiOperation({
    operationId: 'createSession',
    summary: 'Log in with an e-mail address and a password',
    description: 'The access token in the answer is valid for `expiresIn` seconds.',
  })
  @Refuses(WrongPassword, TooEarly, Full)
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
