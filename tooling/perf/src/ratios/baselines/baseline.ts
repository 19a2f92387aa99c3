/** What somebody would write who needs nothing but the answer. */
export interface Baseline {
  /** Starts it on a free port. @returns its URL */
  start(env: Record<string, string>): Promise<string>;
}
