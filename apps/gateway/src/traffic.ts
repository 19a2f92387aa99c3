import { InvalidInput } from '#libs/messaging';
import { type Share, TrafficFile } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from './gateway.config.js';

/** The header by which a caller chooses a release, and by which an answer names it. */
export const RELEASE = 'x-release';

/** Which release of a service gets a request, while a deployment runs several beside each other. */
@Injectable()
export class Traffic {
  private readonly file: TrafficFile;

  constructor({ TRAFFIC_FILE }: GatewayConfig, telemetry: Telemetry) {
    this.file = new TrafficFile(TRAFFIC_FILE, telemetry.log);
  }

  /**
   * @param wanted the release that the caller names, if any
   * @param random at least 0, and less than 1
   * @returns undefined when the service has one release only
   * @throws InvalidInput when the caller names a release that does not run
   */
  releaseFor(service: string, wanted: string | undefined, random?: number): Share | undefined {
    return wanted === undefined
      ? this.file.releaseFor(service, random)
      : named(service, this.file.sharesOf(service), wanted);
  }
}

function named(service: string, shares: readonly Share[], wanted: string): Share {
  const found = shares.find(({ release }) => release === wanted);
  if (found) return found;
  const running = shares.map(({ release }) => release).join(' and ');
  const message = running
    ? `names a release of ${service} that does not run: ${running} do`
    : `cannot choose a release: one of ${service} runs`;
  throw new InvalidInput(`headers/${RELEASE}`, [{ message, path: [] }]);
}
