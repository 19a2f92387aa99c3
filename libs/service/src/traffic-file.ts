import type { Logger } from '#libs/telemetry';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

/** A release of a service, and how many of 100 requests and events it gets. */
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
export type Share = z.infer<typeof Share>;

/** How long a file that was read is taken as the newest, in milliseconds. */
const KEPT_MS = 100;

/**
 * Which releases of a service run beside each other, and their shares. The deployment writes this into a file, which is read again
 * when it has changed; a file that is broken changes nothing.
 */
export class TrafficFile {
  private shares: z.infer<typeof Shares> = {};
  private checkedAt = -Infinity;
  private changedAt: number | undefined;

  /** @param path the file, which need not exist; none without a deployment */
  constructor(
    private readonly path: string | undefined,
    private readonly log: Logger,
  ) {}

  /** Nothing when one release of the service gets everything. */
  sharesOf(service: string): readonly Share[] {
    this.readAgain();
    return this.shares[service] ?? [];
  }

  /**
   * The release that gets a request.
   * @param random at least 0, and less than 1
   * @returns undefined when one release of the service gets everything
   */
  releaseFor(service: string, random = Math.random()): Share | undefined {
    let left = random * 100;
    return this.sharesOf(service).find(({ share }) => (left -= share) < 0);
  }

  private readAgain(): void {
    const { path } = this;
    const now = performance.now();
    if (path === undefined || now - this.checkedAt < KEPT_MS) return;
    this.checkedAt = now;
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === this.changedAt) return;
    this.changedAt = changedAt;
    try {
      this.shares = changedAt === undefined ? {} : Shares.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (err) {
      this.log.error({ err }, `${path} cannot be read: requests and events go where they went before`);
    }
  }
}
