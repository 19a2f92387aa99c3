import type { Options } from 'k6/options';
import { giveBirth } from '../scenarios/names.js';
import { signUp } from '../scenarios/signup.js';

const promised = JSON.parse(open(__ENV.THRESHOLDS ?? '')) as Record<string, string[]>;
const doors = { signup: __ENV.SIGNUP_URL ?? '', loyalty: __ENV.LOYALTY_URL ?? '' };
const names = { intake: __ENV.NAMES_INTAKE_URL ?? '', board: __ENV.NAMES_BOARD_URL ?? '' };

/** Few enough for any machine: a sign-up hashes a password twice, which takes about a tenth of a second of CPU. */
export const options: Options = {
  scenarios: {
    smoke: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE ?? 2),
      timeUnit: '1s',
      duration: __ENV.DURATION ?? '15s',
      preAllocatedVUs: 20,
    },
  },
  thresholds: {
    ...promised,
    iterations: ['count>0'],
    checks: ['rate==1'],
    // A start that was dropped is a request whose latency nobody sees.
    dropped_iterations: ['count==0'],
  },
  summaryTrendStats: ['med', 'p(95)', 'max', 'count'],
};

export default function (): void {
  signUp(doors, 'smoke');
  giveBirth(names, 'smoke');
}
