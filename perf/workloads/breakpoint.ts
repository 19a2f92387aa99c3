import type { Workload } from '../lib/load.js';

/** More and more, until an objective is missed. */
export const workload: Workload = { from: 1, stages: [{ times: 20, seconds: 900 }], findsLimit: true };
