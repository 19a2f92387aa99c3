import { Access, Unlimited } from '#libs/service';
import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { LANDSCAPE } from './landscape.js';
import { MonitorConfig } from './monitor.config.js';
import { operatorOf } from './operator-api.client.js';
import { Overview } from './overview.js';
import { Traffic } from './traffic.js';

/** What the page shows first. */
@ApiExcludeController()
@Controller()
export class OverviewController {
  constructor(
    private readonly overview: Overview,
    private readonly traffic: Traffic,
    private readonly config: MonitorConfig,
  ) {}

  @Get('overview')
  @Access({ role: 'operator' })
  @Unlimited('tells operators how the platform is; costs three requests to each service')
  now(@Req() request: FastifyRequest) {
    return this.overview.now(operatorOf(request));
  }

  @Get('map')
  @Access({ role: 'operator' })
  @Unlimited(
    'tells operators what the contracts say, and what of it was seen; costs two queries in five seconds',
  )
  async map() {
    return { landscape: LANDSCAPE, edges: await this.traffic.edges() };
  }

  @Get('links')
  @Access({ role: 'operator' })
  @Unlimited('tells operators where traces and logs are')
  links() {
    const { TRACES_URL: traces, LOGS_URL: logs } = this.config;
    return { ...(traces && { traces }), ...(logs && { logs }) };
  }
}
