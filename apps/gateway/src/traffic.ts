import { InvalidInput } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { GatewayConfig } from './gateway.config.js';

/** A release of a service, and how many of 100 requests it gets. */
const Share = z.strictObject({
  release: z.string().regex(/^v\d+$/),
  url: z.url({ protocol: /^https?$/ }),
  share: z.number().min(0).max(100),
});
const Shares = z.record(
  z.string(),
  z
    .array(Share)
    .min(1)
    .refine((all) => all.reduce((sum, { share }) => sum + share, 0) === 100, 'shares add up to 100'),
);
type Share = z.infer<typeof Share>;

/** The header by which a caller chooses a release, and by which an answer names it. */
export const RELEASE = 'x-release';
/** How long a file that was read is taken as the newest, in milliseconds. */
const KEPT_MS = 100;

/**
 * Which release of a service gets a request, while a deployment runs several beside each other. The deployment writes this into a
 * file, which is read again when it has changed; a file that is broken changes nothing.
 */
@Injectable()
export class Traffic {
  private shares: z.infer<typeof Shares> = {};
  private checkedAt = 0;
  private changedAt: number | undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly telemetry: Telemetry,
  ) {}

  /**
   * @param wanted the release that the caller names, if any
   * @param random at least 0, and less than 1
   * @returns undefined when the service has one release only
   * @throws InvalidInput when the caller names a release that does not run
   */
  releaseFor(service: string, wanted: string | undefined, random = Math.random()): Share | undefined {
    this.readAgain();
    const shares = this.shares[service] ?? [];
    if (wanted !== undefined) return named(service, shares, wanted);
    let left = random * 100;
    return shares.find(({ share }) => (left -= share) < 0);
  }

  private readAgain(): void {
    const { TRAFFIC_FILE } = this.config;
    const now = performance.now();
    if (TRAFFIC_FILE === undefined || now - this.checkedAt < KEPT_MS) return;
    this.checkedAt = now;
    const changedAt = statSync(TRAFFIC_FILE, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === this.changedAt) return;
    this.changedAt = changedAt;
    try {
      this.shares =
        changedAt === undefined ? {} : Shares.parse(JSON.parse(readFileSync(TRAFFIC_FILE, 'utf8')));
    } catch (err) {
      this.telemetry.log.error({ err }, `${TRAFFIC_FILE} cannot be read: requests go where they went before`);
    }
  }
}

function named(service: string, shares: Share[], wanted: string): Share {
  const found = shares.find(({ release }) => release === wanted);
  if (found) return found;
  const running = shares.map(({ release }) => release).join(' and ');
  const message = running
    ? `names a release of ${service} that does not run: ${running} do`
    : `cannot choose a release: one of ${service} runs`;
  throw new InvalidInput(`header.${RELEASE}`, [{ message, path: [] }]);
}
