import { Access, Consumes, FORM_TYPE, Group, Refuses, Unlimited } from '#libs/service';
import { newId } from '#libs/telemetry';
import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readForms } from './forms.js';
import { Later, whenDown } from './degraded.js';
import { wrongWithEmail } from './inputs.js';
import { logInPage, newPasswordPage, SIGNED_UP } from './log-in-page.js';
import { OtherSite, OwnPages } from './own-pages.guard.js';
import { PasswordsClient } from './passwords.client.js';
import { notNow, show, ShowsAgain, ShowsNext, ShowsPage } from './show.js';
import { MOST_OF_FRIENDS, signUpPage } from './sign-up-page.js';
import { type NewCustomer, SignupClient } from './signup.client.js';
import { Visits } from './visits.js';

const DOWN = 'Nobody can sign up at the moment. Try again in a moment.';
const NO_MAIL = 'No mail can be sent at the moment. Try again in a moment.';
const Email = z.string().max(254);
/** What each field may be is decided by `signup`. */
const Form = z
  .strictObject({
    key: z.uuid().describe('by which a repetition of the form signs nobody up twice'),
    email: Email.meta({ example: 'bob@example.org' }),
    password: z.string().max(256).meta({ example: 'correct horse battery' }),
    givenName: z.string().max(100).meta({ example: 'Bob' }),
    familyName: z.string().max(100).meta({ example: 'Archer' }),
    line1: z.string().max(200).meta({ example: '1 Record Lane' }),
    city: z.string().max(100).meta({ example: 'Leeds' }),
    postcode: z.string().max(20).meta({ example: 'LS1 4AP' }),
    country: z.string().max(2).meta({ example: 'GB' }),
    line2: z.string().max(200).optional().meta({ example: 'Flat 2' }),
    friends: z.string().max(MOST_OF_FRIENDS).optional().meta({ example: 'ada@example.org, cid@example.org' }),
  })
  .meta({ id: 'SignUpForm' });
const Address = z
  .strictObject({ email: Email.meta({ example: 'ada@example.org' }) })
  .meta({ id: 'NewPasswordForm' });

/** What was filled in; a field that may stay empty is nothing then. */
function customerIn({
  key: _key,
  line1,
  line2,
  city,
  postcode,
  country,
  friends,
  ...person
}: z.infer<typeof Form>): NewCustomer {
  const emails = (friends ?? '').split(/[\s,;]+/).filter(Boolean);
  return {
    ...person,
    address: { line1, ...(line2 && { line2 }), city, postcode, country: country.toUpperCase() },
    ...(emails.length && { friends: emails }),
  };
}

/** The ways in for who has no account yet, and for who has forgotten the password. */
@Group('Shop')
@Controller('shop')
export class SignUpController {
  constructor(
    private readonly signup: SignupClient,
    private readonly passwords: PasswordsClient,
    private readonly visits: Visits,
    adapter: HttpAdapterHost,
  ) {
    readForms(adapter);
  }

  @Get('sign-up')
  @ApiOperation({ operationId: 'showSignUp', summary: 'Show the form to sign up' })
  @Access({ public: true })
  @Unlimited('tells nothing')
  @ShowsPage('A page with a form')
  async form(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const visit = await this.visits.of(request, reply);
    return show(reply, visit, signUpPage({ up: visit.up, key: newId() }));
  }

  @Post('sign-up')
  @ApiOperation({ operationId: 'signUpToShop', summary: 'Sign up by the page' })
  @Refuses(OtherSite)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited(
    'tells whether an address has an account, for which `signup` counts the callers by their addresses',
  )
  @Consumes(FORM_TYPE)
  @ShowsNext(201, 'Signed up: the form to log in, with what is still coming')
  @ShowsAgain(422, 'Something is wrong with the form')
  @ShowsAgain(503, 'Nobody can sign up at the moment')
  async signUp(
    @Body({ schema: Form }) form: z.infer<typeof Form>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.signup.signUp(customerIn(form), form.key, request.ip).catch(whenDown);
    const problems = found instanceof Later ? [{ text: DOWN }] : found;
    const visit = await this.visits.of(request, reply);
    const { up } = visit;
    if (!problems.length)
      return show(reply, visit, logInPage({ up, email: form.email, note: SIGNED_UP }), 201);
    const { password: _password, ...typed } = form;
    // A sign-up without an answer may be done all the same: who sends the form again repeats it.
    const [key, status] = found instanceof Later ? [form.key, notNow(reply, found)] : [newId(), 422];
    return show(reply, visit, signUpPage({ up, key, typed, problems }), status);
  }

  @Get('new-password')
  @ApiOperation({ operationId: 'showNewPassword', summary: 'Show the form to ask for a new password' })
  @Access({ public: true })
  @Unlimited('tells nothing')
  @ShowsPage('A page with a form')
  async newPassword(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const visit = await this.visits.of(request, reply);
    return show(reply, visit, newPasswordPage({ up: visit.up }));
  }

  @Post('new-password')
  @ApiOperation({
    operationId: 'askForNewPassword',
    summary: 'Ask for a link to set a new password by the page',
  })
  @Refuses(OtherSite)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited('sends a mail, for which `passwords` counts the callers by their addresses')
  @Consumes(FORM_TYPE)
  @ShowsNext(202, 'A mail with a link is on its way, if an account has this address')
  @ShowsAgain(422, 'That is no e-mail address')
  @ShowsAgain(503, 'No mail can be sent at the moment')
  async askForNewPassword(
    @Body({ schema: Address }) { email }: z.infer<typeof Address>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const visit = await this.visits.of(request, reply);
    const again = (alert: string, status: number) =>
      show(reply, visit, newPasswordPage({ up: visit.up, email, alert }), status);
    const wrong = wrongWithEmail(email);
    if (wrong) return again(`E-mail address: ${wrong}`, 422);
    const asked = await this.passwords.askForNewPassword(email, request.ip).catch(whenDown);
    if (asked instanceof Later) return again(NO_MAIL, notNow(reply, asked));
    return show(reply, visit, newPasswordPage({ up: visit.up, isAsked: true }), 202);
  }
}
