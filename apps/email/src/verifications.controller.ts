import { Erased } from '#libs/messaging';
import {
  Group,
  Access,
  Consumes,
  FORM_TYPE,
  Limit,
  LINK_TOKEN,
  type LimitRule,
  NoSuchResource,
  NotYet,
  perAddress,
  Refuses,
  showLinkPage,
} from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiProduces } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { EmailConfig } from './email.config.js';
import { AddressNotKept, AlreadyVerified, BadLink, LinkExpired } from './verification-link.js';
import { VerificationPages } from './verification-pages.js';
import { Verifications } from './verifications.js';

const CustomerId = z.uuid().describe('The id of the customer');
/** The body of a request that needs none. */
const Nothing = z.strictObject({}).optional();

const requests: LimitRule[] = [
  perAddress('VERIFICATION_REQUESTS_PER_MINUTE'),
  { setting: 'VERIFICATION_REQUESTS_PER_HOUR', each: 'customer' },
];

/** The pages of a link, and what sends another one. */
@Group('Verification', 'Prove by the link in a mail that an e-mail address is yours.')
@Controller()
export class VerificationsController {
  private readonly pages;

  constructor(
    private readonly verifications: Verifications,
    { SITE_NAME: name, PUBLIC_URL }: EmailConfig,
    { httpAdapter }: HttpAdapterHost,
  ) {
    this.pages = new VerificationPages({ name, home: new URL('/', PUBLIC_URL).href });
    // Browsers send this content type even for a form without fields.
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(FORM_TYPE, (_request, body, done) => {
      body.resume();
      done(null);
    });
  }

  @Get('verifications/:token')
  @ApiParam(LINK_TOKEN)
  @ApiOperation({
    operationId: 'showVerification',
    summary: 'Show the page that a verification mail leads to',
    description: 'Changes nothing, because mail scanners follow links.',
  })
  @Refuses(BadLink, LinkExpired)
  @Access({ public: true })
  @Limit('tells whether a link is valid', perAddress('VERIFICATIONS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({
    description: 'A page with a button that confirms the address',
    schema: { type: 'string' },
  })
  ask(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.verifications
      .check(token)
      .then(({ isVerified, email }) => (isVerified ? this.pages.done : this.pages.question(email)));
    return showLinkPage(reply, work, (refusal) => this.pages.trouble(token, refusal));
  }

  @Post('verifications/:token')
  @ApiParam(LINK_TOKEN)
  @ApiOperation({ operationId: 'verifyAddress', summary: 'Verify the e-mail address of a link' })
  @Refuses(BadLink, LinkExpired, Erased)
  @HttpCode(200)
  @Consumes(FORM_TYPE)
  @Access({ public: true })
  @Limit('tells whether a link is valid; verifies an address', perAddress('VERIFICATIONS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page: the address is verified', schema: { type: 'string' } })
  confirm(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.verifications.verify(token).then(() => this.pages.thanks);
    return showLinkPage(reply, work, (refusal) => this.pages.trouble(token, refusal));
  }

  /** With a link, which may have expired. */
  @Post('verifications/:token/again')
  @ApiParam(LINK_TOKEN)
  @ApiOperation({ operationId: 'renewVerification', summary: 'Send a new link to the address of a link' })
  @Refuses(BadLink, AlreadyVerified, AddressNotKept, NoSuchResource, Erased)
  @HttpCode(202)
  @Consumes(FORM_TYPE)
  @Access({ public: true })
  @Limit('sends a mail to the address of the link', ...requests)
  @ApiProduces('text/html')
  @ApiAcceptedResponse({
    description: 'A page: a mail with a new link is on its way',
    schema: { type: 'string' },
  })
  sendByLink(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.verifications.requestByLink(token).then(() => this.pages.sentAgain);
    return showLinkPage(reply, work, (refusal) => this.pages.trouble(token, refusal));
  }

  @Post('customers/:customerId/verification-mails')
  @ApiOperation({ operationId: 'sendVerificationMail', summary: 'Send the verification link again' })
  @Refuses(AlreadyVerified, AddressNotKept, Erased, NotYet)
  @HttpCode(202)
  @Access({ subject: 'customerId' })
  @Limit('sends a mail to the person’s own address', ...requests)
  @ApiAcceptedResponse({
    description:
      'A mail with a new link is on its way. It waits for up to an hour only when others have asked for as many mails to the same address',
  })
  send(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Nothing }) _nothing?: z.infer<typeof Nothing>,
  ) {
    return this.verifications.requestAgain(customerId);
  }
}
