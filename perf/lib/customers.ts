import { type Journey, until } from './journey.js';

const PASSWORD = 'correct horse battery staple';

/** A customer who can log in, and their last session. */
export interface Customer {
  customerId: string;
  email: string;
  token: string;
  /** When the token is no longer used, in milliseconds since 1970. */
  until: number;
}

/** A person whom everybody can tell from a real one, by the name, the e-mail address and the parcel. */
export const newPerson = ({ correlationId }: Journey) => ({
  email: `${correlationId}@example.com`,
  password: PASSWORD,
  givenName: 'Ada',
  familyName: 'Loadtest',
  address: { line1: 'LOAD TEST, DO NOT DELIVER', city: 'Springfield', postcode: '12345', country: 'GB' },
});

/** Sends a log-in. The credential of a new customer is enabled by an event, before which the answer is 503. */
export const logIn = (journey: Journey, email: string, step?: string) =>
  journey.post('/sessions', {
    body: { email, password: PASSWORD },
    expected: [201, 503],
    ...(step && { step }),
  });

/** Signs a customer up before the load begins. @throws Error when that fails */
export function newCustomer(journey: Journey): Customer {
  const person = newPerson(journey);
  const response = journey.post('/signups', { body: person, step: 'set-up' });
  if (response.status !== 201) throw new Error(`POST /signups answers ${response.status}: ${response.body}`);
  const { customerId } = response.json() as { customerId: string };
  return { customerId, email: person.email, ...sessionOf(journey, person.email, 'set-up') };
}

/** The customers who have logged in again, by their ids. Each virtual user has its own. */
const again = new Map<string, Customer>();

/** A token of the customer that is valid for a while. */
export function tokenOf(journey: Journey, customer: Customer): string {
  const known = again.get(customer.customerId) ?? customer;
  if (Date.now() < known.until) return known.token;
  const session = sessionOf(journey, customer.email);
  again.set(customer.customerId, { ...customer, ...session });
  return session.token;
}

function sessionOf(journey: Journey, email: string, step?: string): Pick<Customer, 'token' | 'until'> {
  const response = until(
    ({ status }) => status === 201,
    () => logIn(journey, email, step),
  );
  if (response.status !== 201) throw new Error(`POST /sessions answers ${response.status}: ${response.body}`);
  const { accessToken, expiresIn } = response.json() as { accessToken: string; expiresIn: number };
  return { token: accessToken, until: Date.now() + expiresIn * 500 };
}
