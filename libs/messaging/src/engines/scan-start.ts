/**
 * Where a fetch starts. What was taken from the head of a queue leaves dead entries there until the next vacuum, and a
 * scan that starts at the head walks past all of them. A fetch starts behind what was passed a moment ago instead: the
 * moment is for messages whose publisher commits late. What it leaves out - a lease that ran out, a publisher that took
 * longer - is found by the next scan from the head.
 */
export class ScanStart {
  private newest = 0;
  private recent = 0;
  private start = 0;
  private advancedAt = 0;
  private scannedAllAt = -Infinity;

  /**
   * @param overtakeMs how long a message may be overtaken, in milliseconds
   * @param everyMs how often a scan starts at the head, in milliseconds
   */
  constructor(
    private readonly overtakeMs: number,
    private readonly everyMs: number,
  ) {}

  /** The message behind which the next fetch looks: 0 for the head. */
  next(now: number): number {
    if (now - this.scannedAllAt < this.everyMs) return this.start;
    this.scannedAllAt = now;
    return 0;
  }

  /** Every message up to this one has been taken, unless it was not visible yet. */
  passed(seq: number, now: number): void {
    this.newest = Math.max(this.newest, seq);
    if (now - this.advancedAt < this.overtakeMs) return;
    this.advancedAt = now;
    this.start = this.recent;
    this.recent = this.newest;
  }

  /** The next fetches start at the head: a message was released, or the connection may lead to another database. */
  reset(): void {
    this.newest = this.recent = this.start = 0;
    this.scannedAllAt = -Infinity;
  }
}
