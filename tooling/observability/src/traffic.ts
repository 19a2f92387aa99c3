import { randomUUID } from 'node:crypto';

/** Signup tells one address so often in a minute that somebody is known already, and then nothing more. */
const KNOWN = 5;

const somebodyNew = () => ({
  email: `${randomUUID()}@example.com`,
  password: 'correct horse battery staple',
  givenName: 'Ada',
  familyName: 'Lovelace',
  address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
});

/** People who come to `POST /signups`, with and without success, and to `POST /baby`. */
export class Traffic {
  private known = 0;

  constructor(
    private readonly signup: string,
    private readonly intake: string,
  ) {}

  /**
   * One has a baby, one is new, one sends nonsense, and at first one is known already.
   * @throws Error when one of them is not answered as they should be
   */
  async send(): Promise<void> {
    const visitor = somebodyNew();
    const signups = new URL('/signups', this.signup);
    await visit(new URL('/baby', this.intake), { name: visitor.givenName, sex: 'female' }, 201);
    await visit(signups, visitor, 201);
    await visit(signups, { ...visitor, email: 'nobody' }, 400);
    if (this.known++ < KNOWN) await visit(signups, { ...visitor, givenName: 'Grace' }, 409);
  }
}

async function visit(door: URL, body: object, wanted: number): Promise<void> {
  const response = await fetch(door, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const told = await response.text();
  if (response.status !== wanted)
    throw new Error(`POST ${door.pathname} answers ${response.status}, not ${wanted}: ${told}`);
}
