import { Access, Consumes, FORM_TYPE, Group, Refuses, Unlimited } from '#libs/service';
import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readForms } from './forms.js';
import { wrongWithEmail } from './inputs.js';
import { logInPage } from './log-in-page.js';
import { Later, whenDown } from './degraded.js';
import { OtherSite, OwnPages } from './own-pages.guard.js';
import { PasswordsClient } from './passwords.client.js';
import { LeadsOn, leadOn, notNow, show, ShowsAgain, ShowsPage } from './show.js';
import { Visits } from './visits.js';

const Form = z
  .strictObject({
    email: z.string().max(254).meta({ example: 'ada@example.org' }),
    password: z.string().max(256).meta({ example: 'correct horse battery' }),
  })
  .meta({ id: 'LogInForm' });
const LATER =
  'We cannot log you in yet: wait a moment, and try again. An account that was made just now takes a second; after too many attempts, wait a minute.';
const WRONG = 'The e-mail address or the password is wrong.';
const DOWN = 'Nobody can log in at the moment. Try again in a moment.';

/** A session is the tokens that `passwords` issues, in cookies: nothing of it is kept here. */
@Group('Shop')
@Controller('shop')
export class SessionController {
  constructor(
    private readonly passwords: PasswordsClient,
    private readonly visits: Visits,
    adapter: HttpAdapterHost,
  ) {
    readForms(adapter);
  }

  @Get('log-in')
  @ApiOperation({ operationId: 'showLogIn', summary: 'Show the form to log in' })
  @Access({ public: true })
  @Unlimited('tells nothing')
  @ShowsPage('A page with a form')
  async form(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const visit = await this.visits.of(request, reply);
    return show(reply, visit, logInPage({ up: visit.up }));
  }

  @Post('log-in')
  @ApiOperation({ operationId: 'logInToShop', summary: 'Log in to the shop' })
  @Refuses(OtherSite)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited('tells whether a password is right, for which `passwords` counts the callers by their addresses')
  @Consumes(FORM_TYPE)
  @LeadsOn('Logged in')
  @ShowsAgain(422, 'The address or the password is wrong')
  @ShowsAgain(503, 'The account is still being made, or there were too many attempts')
  async logIn(
    @Body({ schema: Form }) form: z.infer<typeof Form>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const visit = await this.visits.of(request, reply);
    const { email } = form;
    const again = (alert: string, status: number) =>
      show(reply, visit, logInPage({ up: visit.up, email, alert }), status);
    if (wrongWithEmail(email)) return again(WRONG, 422);
    const session = await this.passwords.logIn(form, request.ip).catch(whenDown);
    if (session instanceof Later) return again(session.told ? LATER : DOWN, notNow(reply, session));
    if (!session) return again(WRONG, 422);
    this.visits.begin(reply, session);
    return leadOn(reply, visit.cart.length ? 'cart' : '../shop');
  }
}
