import { InvalidRequest, statelessService } from '#libs/service';
import { Module } from '@nestjs/common';
import { headersForOrigin } from './cors.js';
import { Forwarding } from './forwarding.js';
import { GatewayConfig } from './gateway.config.js';
import { HealthController } from './health.controller.js';
import { PageController } from './page.controller.js';
import { PublicApi, readDocument } from './public-api.js';
import { ServicesClient } from './services.client.js';
import { Traffic } from './traffic.js';
import { UPSTREAM_PROBLEMS } from './upstream-failure.js';

@Module({
  controllers: [PageController, HealthController],
  providers: [Forwarding, PublicApi, ServicesClient, Traffic],
})
class GatewayModule {}

export const gateway = statelessService({
  name: 'gateway',
  port: 4010,
  owner: 'operations',
  version: '1.0.4',
  config: GatewayConfig,
  module: GatewayModule,
  headersForOrigin,
  passingOn: [InvalidRequest, ...UPSTREAM_PROBLEMS], // the first one of `Traffic`
  document: ({ PUBLIC_API }) => {
    const { servers: _servers, ...document } = readDocument(PUBLIC_API);
    return { ...document, servers: [{ url: '/' }] } as never;
  },
});
