/** What was found at the last look. Who asks gets it at once, and leads to another look when that one is too old. */
export class Look<Found> {
  private lookedAt = -Infinity;
  private looking?: Promise<void> | undefined;

  /**
   * @param found until the first look
   * @param look finds it
   * @param ageMs how old what was found may be, in milliseconds
   */
  constructor(
    private found: Found,
    private readonly look: () => Promise<Found>,
    private readonly ageMs: (found: Found) => number,
  ) {}

  get last(): Found {
    const isOld = performance.now() - this.lookedAt >= this.ageMs(this.found);
    if (isOld) this.looking ??= this.again().finally(() => (this.looking = undefined));
    return this.found;
  }

  private async again(): Promise<void> {
    this.lookedAt = performance.now();
    try {
      this.found = await this.look();
    } catch {} // who needs the management API tells that it does not answer
  }
}
