import type { Logger } from '#libs/telemetry';

/** A service that is full refuses many requests in a second: one line in so many milliseconds counts them. */
const LINE_EVERY_MS = 10_000;

/** Logs the refusals of requests for which there is no room, without a line for each. */
export class FullLog {
  private refused = 0;
  private loggedAt = -Infinity;

  constructor(private readonly log: Logger) {}

  /** Counts a refusal. The next line tells all of them, with the reason of the last. */
  add(reason: string): void {
    this.refused++;
    const now = performance.now();
    if (now - this.loggedAt < LINE_EVERY_MS) return;
    this.log.warn({ refused: this.refused, reason }, 'requests were refused: there are too many at once');
    [this.refused, this.loggedAt] = [0, now];
  }
}
