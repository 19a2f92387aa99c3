import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './service-under-test.js';

/** Sends a request again as long as the answer says when to (`Retry-After`), as a well-behaved client does. */
export async function obeyingRetryAfter(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    const seconds = Number(answer.headers.get('retry-after'));
    if (!seconds) return answer;
    await sleep(seconds * 1000);
  }
}
