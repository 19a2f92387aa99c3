import type { Options } from 'k6/options';
import { registerBirth } from '../scenarios/names.js';
import { signUp } from '../scenarios/signup.js';

const objectives = JSON.parse(open(__ENV.THRESHOLDS ?? '')) as Record<string, string[]>;
const signup = { signup: __ENV.SIGNUP_URL ?? '', loyalty: __ENV.LOYALTY_URL ?? '' };
const names = { intake: __ENV.NAMES_INTAKE_URL ?? '', board: __ENV.NAMES_BOARD_URL ?? '' };

/** A low rate, for any machine: a sign-up hashes a password twice, which takes about a tenth of a second of CPU time. */
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
    ...objectives,
    iterations: ['count>0'],
    checks: ['rate==1'],
    // An iteration that k6 drops would hide its latency.
    dropped_iterations: ['count==0'],
  },
  summaryTrendStats: ['med', 'p(95)', 'max', 'count'],
};

export default function (): void {
  signUp(signup, 'smoke');
  registerBirth(names, 'smoke');
}
