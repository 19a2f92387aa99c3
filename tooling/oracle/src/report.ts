import type { Evidence } from './evidence.js';
import type { RunOptions } from './run.js';
import type { Violation } from './verdict.js';

/** How many violations a report shows. */
const SHOWN = 20;

/** What a run has shown. */
export interface Outcome {
  evidence: Evidence;
  violations: Violation[];
  /** How long the orders took, without the start of the shop, in milliseconds. */
  ms: number;
}

/** What is wrong, with what the order went through and the command that repeats the run. */
export function reportOf({ violations }: Outcome, { seed, orders, kills }: RunOptions): string {
  const shown = violations.slice(0, SHOWN).map(({ order, text }) => {
    if (!order) return text;
    const { planned, customerId, log } = order;
    return [
      `order ${planned.number} of the customer ${customerId}: ${text}`,
      `  ${JSON.stringify(planned)}`,
      ...log.map((line) => `  ${line}`),
    ].join('\n');
  });
  const more = violations.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    `npm run orders:oracle -- --seed ${seed} --orders ${orders}${kills ? ' --kill' : ''}`,
  ].join('\n');
}
