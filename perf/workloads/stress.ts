import type { Workload } from '../lib/load.js';

/** Up to three times as much as in an ordinary hour, step by step. */
export const workload: Workload = {
  from: 1,
  stages: [
    { times: 1, seconds: 60 },
    { times: 2, seconds: 30 },
    { times: 2, seconds: 120 },
    { times: 3, seconds: 30 },
    { times: 3, seconds: 120 },
  ],
};
