/** Waiting times between the attempts of a failing message, as the setting `RETRY_SCHEDULE` gives them. */
export const DEFAULT_RETRY_SCHEDULE = '5s,30s,2m,10m,1h';

/** Each waiting time varies by this share in both directions, so that what failed together is not retried together. */
const JITTER = 0.2;

/**
 * The time until the next attempt, in milliseconds; undefined when the schedule has ended.
 * @param schedule milliseconds from each failure to the next attempt; its length is the number of retries
 * @param failures how many attempts failed before the one that failed just now
 * @param random from 0 up to, but not including, 1
 */
export function retryDelay(
  schedule: readonly number[],
  failures: number,
  random: number,
): number | undefined {
  const ms = schedule[failures];
  return ms === undefined ? undefined : ms * (1 - JITTER + random * 2 * JITTER);
}
