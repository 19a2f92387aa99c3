import type { LaunchedPlatform } from '#tooling/launcher';
import { ANSWER_MS, eventually } from '#tooling/platform';

const RECORDS = 5;
/** As many as one delivery may bring. */
const COPIES = 10_000;
const DEADLINE_MS = 30_000;

const recordOf = (number: number) => ({
  artist: 'LOAD TEST',
  title: `Not for sale, volume ${number}`,
  year: 2026,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: { amount: 1_299, currency: 'USD' },
});

/** Puts records up for sale, and copies of them on the shelf. @throws Error when a service refuses */
export async function fillShop(platform: LaunchedPlatform): Promise<void> {
  const authorization = `Bearer ${await platform.operatorToken()}`;
  const send = async (method: string, url: string, body: object) => {
    const response = await fetch(url, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok)
      throw new Error(`${method} ${url} answers ${response.status}: ${await response.text()}`);
    return response;
  };
  const recordIds: string[] = [];
  for (let number = 1; number <= RECORDS; number++) {
    const response = await send('POST', `${platform.urlOf('catalog')}/records`, recordOf(number));
    recordIds.push(((await response.json()) as { recordId: string }).recordId);
  }
  const lines = recordIds.map((recordId) => ({ recordId, quantity: COPIES }));
  // The warehouse refuses it until it has heard of every record.
  await eventually(
    () => send('PUT', `${platform.urlOf('warehouse')}/deliveries/load-test`, { lines }),
    DEADLINE_MS,
  );
}
