import { Erased } from '#libs/messaging';
import {
  Group,
  Access,
  Consumes,
  FORM_TYPE,
  Limit,
  LINK_TOKEN,
  type LimitRule,
  perAddress,
  showLinkPage,
  Unlimited,
  Full,
  NoSuchResource,
  Refuses,
} from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Email } from './inputs.js';
import { PasswordsConfig } from './passwords.config.js';
import { BadLink, BadPassword, LinkExpired, LinkUsed } from './reset-link.js';
import { changed, form, sentAgain, trouble } from './reset-pages.js';
import { Resets } from './resets.js';

const RequestId = z.uuid();
const ResetRequest = z.strictObject({ email: Email }).meta({ id: 'ResetRequest' });
/** What the form sends. The rule for passwords is checked later, so that a browser gets a page. */
const NewPassword = z
  .strictObject({ password: z.string().meta({ minLength: 8, maxLength: 256 }) })
  .meta({ id: 'NewPassword' });
const ResetLink = z.object({ link: z.url(), expiresAt: z.iso.datetime() }).meta({ id: 'ResetLink' });

const requests: LimitRule[] = [
  perAddress('RESET_REQUESTS_PER_MINUTE'),
  { setting: 'RESETS_PER_ACCOUNT_PER_HOUR', each: 'e-mail address, known or unknown' },
];

/** A new password by a link in a mail: who asks for it, the service that sends it, and the pages that it opens. */
@Group('Sessions and passwords')
@Controller()
export class ResetsController {
  private readonly changed;

  constructor(
    private readonly resets: Resets,
    { SITE_NAME, PUBLIC_URL }: PasswordsConfig,
  ) {
    this.changed = changed(SITE_NAME, new URL('/', PUBLIC_URL).href);
  }

  @Post('password-resets')
  @ApiOperation({ operationId: 'requestPasswordReset', summary: 'Ask for a link to set a new password' })
  @HttpCode(202)
  @Access({ public: true })
  @Limit('sends a mail, if the address is known, which it does not tell', ...requests)
  @ApiAcceptedResponse({ description: 'A mail with a link is on its way, if an account has this address' })
  requestReset(@Body({ schema: ResetRequest }) { email }: z.infer<typeof ResetRequest>) {
    return this.resets.request(email);
  }

  @Get('reset-links/:requestId')
  @ApiOperation({ operationId: 'getResetLink', summary: 'Read the link of a mail' })
  @Refuses(NoSuchResource)
  @Access({ services: ['email'] })
  @Unlimited('tells `email` the link of a mail; costs a row')
  @ApiOkResponse({ standardSchema: ResetLink })
  resetLink(@Param('requestId', { schema: RequestId }) requestId: string) {
    return this.resets.linkOf(requestId);
  }

  @Get('password-resets/:token')
  @ApiParam(LINK_TOKEN)
  @ApiOperation({ operationId: 'showPasswordForm', summary: 'Show the page of a link' })
  @Refuses(BadLink, LinkExpired, LinkUsed)
  @Access({ public: true })
  @Limit('tells whether a link is valid', perAddress('RESETS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page with a form that sets a new password', schema: { type: 'string' } })
  showResetForm(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.resets.check(token).then(() => form);
    return showLinkPage(reply, work, (refusal) => trouble(token, refusal));
  }

  @Post('password-resets/:token')
  @ApiParam(LINK_TOKEN)
  @ApiOperation({ operationId: 'resetPassword', summary: 'Set a new password by a link' })
  @Refuses(BadLink, LinkExpired, LinkUsed, BadPassword, NoSuchResource, Full, Erased)
  @HttpCode(200)
  @Consumes(FORM_TYPE)
  @Access({ public: true })
  @Limit(
    'tells whether a link is valid; sets a password, which costs a hash',
    perAddress('RESETS_PER_MINUTE'),
  )
  @ApiProduces('text/html')
  @ApiOkResponse({
    description: 'The password is changed, and all sessions have ended',
    schema: { type: 'string' },
  })
  resetPassword(
    @Param('token') token: string,
    @Body({ schema: NewPassword }) { password }: z.infer<typeof NewPassword>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const work = this.resets.setPassword(token, password).then(() => this.changed);
    return showLinkPage(reply, work, (refusal) => trouble(token, refusal));
  }

  /** With a link that has expired or was used. */
  @Post('password-resets/:token/again')
  @ApiParam(LINK_TOKEN)
  @ApiOperation({ operationId: 'renewPasswordReset', summary: 'Send a new link to the address of a link' })
  @Refuses(BadLink)
  @HttpCode(202)
  @Consumes(FORM_TYPE)
  @Access({ public: true })
  @Limit('sends a mail to the address of the link', ...requests)
  @ApiProduces('text/html')
  @ApiAcceptedResponse({ description: 'A mail with a new link is on its way', schema: { type: 'string' } })
  requestResetAgain(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.resets.requestByLink(token).then(() => sentAgain);
    return showLinkPage(reply, work, (refusal) => trouble(token, refusal));
  }
}
