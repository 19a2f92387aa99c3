import { Access, Consumes, FORM_TYPE, Group, Refuses, Unlimited } from '#libs/service';
import { Body, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readForms } from './forms.js';
import { OtherSite, OwnPages } from './own-pages.guard.js';
import { LeadsOn, leadOn } from './show.js';
import { Visits } from './visits.js';

const Nothing = z.strictObject({}).optional();

/** Apart from the way in, because documents tell operations in the order of a visit, and this is the last one. */
@Group('Shop')
@Controller('shop')
export class LogOutController {
  constructor(
    private readonly visits: Visits,
    adapter: HttpAdapterHost,
  ) {
    readForms(adapter);
  }

  @Post('log-out')
  @ApiOperation({ operationId: 'logOutOfShop', summary: 'Log out of the shop' })
  @Refuses(OtherSite)
  @UseGuards(OwnPages)
  @Access({ public: true })
  @Unlimited(
    'makes the browser forget its tokens; costs a call, for which `passwords` counts the callers by their addresses',
  )
  @Consumes(FORM_TYPE)
  @LeadsOn('Logged out')
  async logOut(
    @Body({ schema: Nothing }) _form: z.infer<typeof Nothing>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.visits.end(request, reply);
    leadOn(reply, '../shop');
  }
}
