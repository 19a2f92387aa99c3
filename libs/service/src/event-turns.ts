import type { Messaging } from '#libs/messaging';
import type { SharedConfig } from './config.js';
import type { Share, TrafficFile } from './traffic-file.js';

/** How long the turns of all releases of a service take together, in milliseconds. */
const ROUND_MS = 10_000;
/** How often a service looks whether it is its turn, in milliseconds: a hundredth of a round. */
const LOOK_MS = 100;
/** What was started without a deployment has this release. */
const UNNAMED = 'v0';

/**
 * Whether a release takes events now. All releases of a service consume one queue, and whichever asks first gets an event, so each
 * has its turn: a release with 25 of 100 takes events for 2.5 of 10 seconds. The clock decides, and somebody always has the turn.
 * @param shares those of the releases that run beside each other
 * @param release undefined for what was started without a deployment
 */
export function hasTurn(shares: readonly Share[], release: string | undefined, nowMs: number): boolean {
  const at = shares.findIndex((one) => one.release === (release ?? UNNAMED));
  // A release that a deployment has started is listed before it may have any.
  if (at < 0) return !shares.length || release === undefined;
  const moment = (100 * (nowMs % ROUND_MS)) / ROUND_MS;
  const from = shares.slice(0, at).reduce((sum, { share }) => sum + share, 0);
  return moment >= from && moment < from + shares[at]!.share;
}

/** Has a service take its share of the events while a deployment runs several releases of it beside each other. */
export class EventTurns {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly service: string,
    private readonly config: Pick<SharedConfig, 'TRAFFIC_FILE' | 'RELEASE'>,
    private readonly traffic: Pick<TrafficFile, 'sharesOf'>,
    private readonly messaging: Pick<Messaging, 'pause'>,
  ) {}

  /** Call it before the service consumes. */
  start(): void {
    if (this.config.TRAFFIC_FILE === undefined) return;
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const mayTake = hasTurn(this.traffic.sharesOf(this.service), this.config.RELEASE, Date.now());
    // A broker that does not answer makes the service unready, and the next look tries again.
    void this.messaging.pause(!mayTake).catch(() => {});
  }
}
