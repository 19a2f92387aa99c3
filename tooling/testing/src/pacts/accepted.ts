import type { Answer } from '../service-under-test.js';

/**
 * Checks that a service accepted what sets up a provider state. Any status of success will do: which one it is, the
 * pacts of those say who read it, and the others do not fail with them.
 * @throws Error with the answer
 */
export function accepted(answer: Answer): Answer {
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`expected success but was ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}
