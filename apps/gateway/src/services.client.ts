import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { GatewayConfig } from './gateway.config.js';

/**
 * The connections to the services. They limit their callers by themselves: a limit of connections here would let streams keep
 * other requests waiting.
 */
@Injectable()
export class ServicesClient implements OnApplicationShutdown {
  readonly agent: Agent;

  constructor({ CONNECT_TIMEOUT, ANSWER_TIMEOUT }: GatewayConfig) {
    this.agent = new Agent({
      connections: null,
      headersTimeout: ANSWER_TIMEOUT,
      bodyTimeout: 0,
      connect: { timeout: CONNECT_TIMEOUT },
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.agent.destroy();
  }
}
