/** When a process that dies is started again. */
export interface RestartLimits {
  /** Milliseconds between the first death and the restart; each further death in a row doubles them. */
  firstPauseMs: number;
  longestPauseMs: number;
  /** A process that ran for so many milliseconds has recovered: its next death is the first in a row again. */
  recoveredMs: number;
  /** How many deaths in a row are too many. */
  deaths: number;
}

/** Gives up after about a minute and a half, and the time that the process ran meanwhile. */
export const RESTARTS: RestartLimits = {
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  recoveredMs: 60_000,
  deaths: 8,
};

/** The pauses before the restarts of one process. */
export class Backoff {
  /** In a row. */
  deaths = 0;

  constructor(private readonly limits: RestartLimits) {}

  /**
   * How many milliseconds to wait after a death; undefined when it was one too many.
   * @param ranMs how long the process ran before
   */
  pauseAfter(ranMs: number): number | undefined {
    const { firstPauseMs, longestPauseMs, recoveredMs, deaths } = this.limits;
    this.deaths = ranMs < recoveredMs ? this.deaths + 1 : 1;
    if (this.deaths >= deaths) return undefined;
    return Math.min(firstPauseMs * 2 ** (this.deaths - 1), longestPauseMs);
  }
}
