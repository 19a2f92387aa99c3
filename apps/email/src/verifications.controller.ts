import { Access, Consumes, Limit, type LimitRule, perAddress, showLinkPage } from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { done, question, sentAgain, thanks, trouble } from './verification-pages.js';
import { Verifications } from './verifications.js';

const FORM = 'application/x-www-form-urlencoded';
const CustomerId = z.uuid();
/** The body of a request that needs none. */
const Nothing = z.strictObject({}).optional();

const requests: LimitRule[] = [
  perAddress('VERIFICATION_REQUESTS_PER_MINUTE'),
  { setting: 'VERIFICATION_REQUESTS_PER_HOUR', each: 'customer' },
];

/** The pages of a link, and what sends another one. */
@Controller()
export class VerificationsController {
  constructor(
    private readonly verifications: Verifications,
    { httpAdapter }: HttpAdapterHost,
  ) {
    // Browsers send this content type even for a form without fields.
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(FORM, (_request, body, done) => {
      body.resume();
      done(null);
    });
  }

  @Get('verifications/:token')
  @Access({ public: true })
  @Limit('tells whether a link is valid', perAddress('VERIFICATIONS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page with a button that confirms the address' })
  ask(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.verifications.check(token).then((isVerified) => (isVerified ? done : question));
    return showLinkPage(reply, work, (refusal) => trouble(token, refusal));
  }

  @Post('verifications/:token')
  @HttpCode(200)
  @Consumes(FORM)
  @Access({ public: true })
  @Limit('tells whether a link is valid; verifies an address', perAddress('VERIFICATIONS_PER_MINUTE'))
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The address is verified' })
  confirm(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.verifications.verify(token).then(() => thanks);
    return showLinkPage(reply, work, (refusal) => trouble(token, refusal));
  }

  /** With a link, which may have expired. */
  @Post('verifications/:token/again')
  @HttpCode(202)
  @Consumes(FORM)
  @Access({ public: true })
  @Limit('sends a mail to the address of the link', ...requests)
  @ApiProduces('text/html')
  @ApiAcceptedResponse({ description: 'A mail with a new link is on its way' })
  sendByLink(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const work = this.verifications.requestByLink(token).then(() => sentAgain);
    return showLinkPage(reply, work, (refusal) => trouble(token, refusal));
  }

  @Post('customers/:customerId/verification-mails')
  @HttpCode(202)
  @Access({ subject: 'customerId' })
  @Limit('sends a mail to the person’s own address', ...requests)
  @ApiAcceptedResponse({ description: 'A mail with a new link is on its way' })
  send(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Nothing }) _nothing?: z.infer<typeof Nothing>,
  ) {
    return this.verifications.requestAgain(customerId);
  }
}
