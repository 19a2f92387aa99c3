import { send } from '#tooling/faults';

/** Registers births at once. @returns how each one was answered */
export async function registerBirths(
  platform: { urlsOf(service: string): string[] },
  count: number,
): Promise<{ statuses: number[]; retryAfter: number[] }> {
  const [url] = platform.urlsOf('names-intake');
  const answers = await Promise.all(
    Array.from({ length: count }, async () => {
      const answer = await send('POST', `${url}/baby`, { name: 'ADA', sex: 'female' });
      await answer.body?.cancel();
      return answer;
    }),
  );
  return {
    statuses: answers.map(({ status }) => status),
    retryAfter: answers.map(({ headers }) => Number(headers.get('retry-after'))),
  };
}
