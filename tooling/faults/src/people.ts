import { ANSWER_MS, UserError } from '#tooling/platform';
import { randomUUID } from 'node:crypto';

/** Who signed up, and the id of the business process. */
export interface SignedUp {
  customerId: string;
  correlationId: string;
}

/**
 * Signs an invented person up, under an address that nothing delivers to.
 * @param signup the URL of `signup`
 * @throws UserError with the answer, when it refuses
 */
export async function signSomebodyUp(signup: string): Promise<SignedUp> {
  const response = await fetch(`${signup}/signups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${randomUUID()}@example.com`,
      password: randomUUID(),
      givenName: 'Ada',
      familyName: 'Lovelace',
      address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
    }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const body = (await response.json()) as { customerId?: string; detail?: string };
  const correlationId = response.headers.get('x-correlation-id') ?? '';
  if (response.status === 201 && body.customerId) return { customerId: body.customerId, correlationId };
  throw new UserError(`signup answers ${response.status}: ${body.detail ?? 'it says no more'}`);
}
