import type { Workload } from '../lib/load.js';

/** A little, for any machine: does everything work, and in time? So many samples that one slow answer fails nothing. */
export const workload: Workload = { from: 0.5, stages: [{ times: 0.5, seconds: 40 }] };
