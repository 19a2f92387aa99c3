import type { Logger } from '#libs/telemetry';

/** A service that is full, or has no database, refuses many requests in a second: one line in so many milliseconds counts them. */
const LINE_EVERY_MS = 10_000;

/** Logs refusals that have one cause, without a line for each. */
export class FullLog {
  private refused = 0;
  private loggedAt = -Infinity;

  /**
   * @param message what each line says
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly log: Logger,
    private readonly message = 'requests were refused: there are too many at once',
    private readonly now = () => performance.now(),
  ) {}

  /** Counts a refusal. The next line tells all of them, with the reason of the last. */
  add(reason: { reason: string } | { err: unknown }): void {
    this.refused++;
    const now = this.now();
    if (now - this.loggedAt < LINE_EVERY_MS) return;
    this.log.warn({ refused: this.refused, ...reason }, this.message);
    [this.refused, this.loggedAt] = [0, now];
  }
}
