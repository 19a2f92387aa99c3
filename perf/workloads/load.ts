import type { Workload } from '../lib/load.js';

/** An ordinary hour, in five minutes. */
export const workload: Workload = {
  from: 0.1,
  stages: [
    { times: 1, seconds: 30 },
    { times: 1, seconds: 270 },
  ],
};
