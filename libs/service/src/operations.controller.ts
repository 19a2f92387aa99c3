import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeController, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from './access.js';
import { Operations } from './operations.js';

/** The routes of every service for operators and probes. */
@ApiExcludeController()
@Controller()
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Get('health/live')
  @Access({ public: true })
  live() {
    return { status: 'up' };
  }

  @Get('health/ready')
  @Access({ public: true })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const health = await this.operations.readiness();
    void reply.status(health.status === 'up' ? 200 : 503);
    return health;
  }

  @Get('health/dependencies')
  @Access({ public: true })
  dependencies() {
    return this.operations.dependencies();
  }

  @Get('metrics')
  @Access({ public: true })
  @ApiProduces('application/openmetrics-text', 'application/openmetrics-text;version=1.0.0')
  async metrics(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('authorization') authorization?: string,
  ) {
    const { contentType, body } = await this.operations.scrape(authorization);
    void reply.header('content-type', contentType);
    return body;
  }

  @Get('info')
  @Access({ public: true })
  info() {
    return this.operations.info();
  }
}
