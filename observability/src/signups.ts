import { randomUUID } from 'node:crypto';

const address = { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' };

/** Somebody new who signs up. */
const somebody = () => ({
  email: `${randomUUID()}@example.com`,
  password: 'correct horse battery staple',
  givenName: 'Ada',
  familyName: 'Lovelace',
  address,
});

/**
 * Three visitors of `POST /signups`: one is new, one sends nonsense, one is known already.
 * @throws Error when one of them is not answered as they should be
 */
export async function threeVisitors(signup: string): Promise<void> {
  const known = somebody();
  await visit(signup, known, [201]);
  await visit(signup, { ...known, email: 'nobody' }, [400]);
  await visit(signup, { ...known, givenName: 'Grace' }, [409, 429]); // 429: told too often that somebody is known
}

async function visit(signup: string, body: object, answers: number[]): Promise<void> {
  const response = await fetch(new URL('/signups', signup), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answers.includes(response.status)) {
    throw new Error(
      `POST /signups answers ${response.status}, not ${answers.join(' or ')}: ${await response.text()}`,
    );
  }
}
