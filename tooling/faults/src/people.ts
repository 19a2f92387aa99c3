import { eventually, UserError } from '#tooling/platform';
import { randomUUID } from 'node:crypto';
import { bearer, detailOf, send } from './requests.js';

/** Milliseconds until a customer who has signed up can log in. */
const KNOWN_MS = 5_000;

/** Who signed up, and the id of the business process. */
export interface SignedUp {
  customerId: string;
  correlationId: string;
}

/** An invented person, under an address that nothing delivers to. */
export const newPerson = () => ({
  email: `${randomUUID()}@example.com`,
  password: randomUUID(),
  givenName: 'Ada',
  familyName: 'Lovelace',
  address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
});

/** What somebody signs up with. */
export type Person = ReturnType<typeof newPerson>;

/**
 * Signs an invented person up.
 * @param signup the URL of `signup`
 * @throws UserError with the answer, when it refuses
 */
export async function signSomebodyUp(signup: string, person: Person = newPerson()): Promise<SignedUp> {
  const response = await send('POST', `${signup}/signups`, person);
  const correlationId = response.headers.get('x-correlation-id') ?? '';
  if (response.status !== 201)
    throw new UserError(`signup answers ${response.status}: ${await detailOf(response)}`);
  const { customerId } = (await response.json()) as { customerId: string };
  return { customerId, correlationId };
}

/**
 * The headers of a customer; undefined when they cannot log in yet.
 * @param passwords the URL of `passwords`
 */
export async function logIn(
  passwords: string,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<Record<string, string> | undefined> {
  const session = await send('POST', `${passwords}/sessions`, { email, password });
  return session.ok ? bearer(((await session.json()) as { accessToken: string }).accessToken) : undefined;
}

/**
 * Signs an invented person up, and logs them in.
 * @throws UserError as `signSomebodyUp`; Error when they cannot log in after five seconds
 */
export async function newCustomer(platform: {
  urlOf(service: string): string;
}): Promise<SignedUp & { customer: Record<string, string> }> {
  const person = newPerson();
  const signedUp = await signSomebodyUp(platform.urlOf('signup'), person);
  const customer = await eventually(async () => {
    const headers = await logIn(platform.urlOf('passwords'), person);
    if (headers) return headers;
    throw new Error('A customer who has signed up cannot log in.');
  }, KNOWN_MS);
  return { ...signedUp, customer };
}
