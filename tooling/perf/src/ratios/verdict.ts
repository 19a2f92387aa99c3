import type { Estimate } from './statistics.js';

/** Whether a ratio keeps its limit; `unsure` when its interval has the limit in it. */
export type Judgement = 'met' | 'unsure' | 'missed' | 'inconclusive';

/** How wide the interval of the baseline against itself may be. */
const WIDEST = 0.2;

/**
 * Whether the machine was too restless for a verdict: then the baseline differs from itself, or may do so by a lot.
 * @param control the baseline against itself
 */
const isInconclusive = ({ low, high }: Estimate): boolean => high - low > WIDEST || low > 1 || high < 1;

/** The verdict on a ratio. Only an interval that lies above the limit as a whole misses it. */
export function verdictOf(ratio: Estimate, control: Estimate, limit: number): Judgement {
  if (isInconclusive(control)) return 'inconclusive';
  if (ratio.low > limit) return 'missed';
  return ratio.high > limit ? 'unsure' : 'met';
}
