import type { Workload } from '../lib/load.js';

/** An ordinary hour, as long as it is: does anything grow? */
export const workload: Workload = { from: 1, stages: [{ times: 1, seconds: 3_600 }], findsGrowth: true };
