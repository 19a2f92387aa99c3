import type { Workload } from '../lib/load.js';

/** Four times as much, all of a sudden, and as before afterwards. */
export const workload: Workload = {
  from: 1,
  stages: [
    { times: 1, seconds: 30 },
    { times: 4, seconds: 3 },
    { times: 4, seconds: 20 },
    { times: 1, seconds: 3 },
    { times: 1, seconds: 60 },
  ],
};
