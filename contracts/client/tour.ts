import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import { createTroupe, type Troupe } from './index.js';

/** What every call of the client resolves to. */
interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The value of an answer. @throws Error with the problem details (RFC 9457) of a refusal */
function valueOf<Data>({ data, error, response }: Answer<Data>): Data {
  if (data === undefined) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
  return data;
}

/** Asks again while something is still on its way, as the answer advises: services react to each other's events. */
async function soon<Data>(ask: () => Promise<Answer<Data>>, attempts = 60): Promise<Data> {
  const answer = await ask();
  const isEarly = answer.response.status === 404 || answer.response.headers.has('retry-after');
  if (!isEarly || attempts === 0) return valueOf(answer);
  await setTimeout(1_000 * Number(answer.response.headers.get('retry-after') ?? 0.5));
  return soon(ask, attempts - 1);
}

/** The whole journey of a person, and a birth. @param tokenIn finds the token of the link in the mail to an address */
export async function tour(troupe: Troupe, email: string, tokenIn: (email: string) => Promise<string>) {
  const password = 'correct horse battery';
  const address = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' as const };
  const person = { email, password, givenName: 'Ann', familyName: 'Archer', address };
  const { customerId } = valueOf(await troupe.POST('/api/signups', { body: person }));
  await troupe.POST('/api/verifications/{token}', {
    params: { path: { token: await tokenIn(email) } },
    parseAs: 'text',
  });

  const { accessToken } = await soon(() => troupe.POST('/api/sessions', { body: { email, password } }));
  const headers = { authorization: `Bearer ${accessToken}` };
  const mine = { params: { path: { customerId } }, headers };
  const customer = await soon(() => troupe.GET('/api/v2/customers/{customerId}', mine));
  const account = await soon(() => troupe.GET('/api/accounts/{customerId}', mine));
  const redemption = valueOf(
    await troupe.POST('/api/accounts/{customerId}/redemptions', { ...mine, body: { points: 30 } }),
  );

  const birth = valueOf(await troupe.POST('/api/baby', { body: { name: 'Oliver', sex: 'male' } }));
  const board = valueOf(await troupe.GET('/api/top10'));
  return { customer, account, redemption, birth, board };
}

if (import.meta.main) {
  const [, , email = 'ann@example.com', baseUrl] = process.argv;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ask = (to: string) => terminal.question(`Token of the link in the mail to ${to}: `);
  console.log(await tour(createTroupe(baseUrl ? { baseUrl } : {}), email, ask));
  terminal.close();
}
