import { Access, Unlimited } from '#libs/service';
import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { GatewayConfig } from './gateway.config.js';
import { PublicApi } from './public-api.js';

/** Longest wait for a service to tell whether it is ready, in milliseconds: more than its own checks take. */
const READY_MS = 3_000;

type State = 'up' | 'down';

/**
 * How the platform is as a whole. A service that is down makes the gateway no worse, because the others still answer: so its
 * own readiness does not depend on theirs.
 */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly api: PublicApi,
    private readonly config: GatewayConfig,
  ) {}

  @Get('health')
  @Access({ public: true })
  @Unlimited('tells which services are ready; costs a call to each')
  async health() {
    const states = this.api.services.map(async (name) => [name, await this.stateOf(name)] as const);
    const services = Object.fromEntries(await Promise.all(states));
    const isWhole = Object.values(services).every((state) => state === 'up');
    return { status: isWhole ? 'up' : 'partly up', services };
  }

  private async stateOf(service: string): Promise<State> {
    const url = this.config.SERVICE_URLS[service];
    if (!url) return 'down';
    const answer = await fetch(new URL('/health/ready', url), {
      signal: AbortSignal.timeout(READY_MS),
    }).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok ? 'up' : 'down';
  }
}
