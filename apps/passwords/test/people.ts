import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, message, type TestEnvironment } from '#tooling/testing';
import { sql } from 'kysely';
import { createHook } from 'node:async_hooks';

export const PASSWORD = 'correct horse battery';

export const put = (service: ServiceUnderTest, customerId: string, body: unknown) =>
  service.put(`/credentials/${customerId}`, body, { as: { service: 'signup' } });

export const logIn = (service: ServiceUnderTest, email: string, password = PASSWORD) =>
  service.post('/sessions', { email, password });

const about = (customerId: string, entityversion: number) => ({ datasubject: customerId, entityversion });
export const registered = (customerId: string, email: string) =>
  message('customer.registered.v1', { customerId, email }, about(customerId, 1));
export const changed = (customerId: string, email: string, version: number) =>
  message('customer.changed.v1', { customerId, email }, about(customerId, version));
export const erased = (customerId: string) => message('customer.erased.v1', { customerId });

/** Publishes events as `customers`, each after the one before was handled. */
export async function tell(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: ReturnType<typeof message>[]
): Promise<void> {
  for (const event of events) await environment.deliver('customers', service, event);
}

export const newEmail = () => `${newId()}@example.org`;

/** Creates a credential, and activates it for an address. */
export async function register(environment: TestEnvironment, service: ServiceUnderTest, email = newEmail()) {
  const customerId = newId();
  await put(service, customerId, { password: PASSWORD });
  await tell(environment, service, registered(customerId, email));
  return { customerId, email };
}

/** The stored row of a credential. */
export async function credential(service: ServiceUnderTest, customerId: string) {
  const { rows } = await sql<{ hash: string; email: string | null }>`
    select hash, email from credential where customer_id = ${customerId}`.execute(service.database.query);
  return rows[0];
}

/** The events of a type that were said about a customer. */
export async function saidAbout(service: ServiceUnderTest, customerId: string, type: string) {
  return (await service.said(type)).filter(({ attributes }) => attributes.subject === customerId);
}

/** Sends a form, as OAuth demands it. */
export const sendForm = (service: ServiceUnderTest, path: string, form: Record<string, string>) =>
  service.request('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(form)),
  });

/** The number of hashes that Node derives during some work. */
export async function hashesDuring(work: () => Promise<unknown>): Promise<number> {
  let hashes = 0;
  const hook = createHook({ init: (_id, type) => void (hashes += Number(type === 'ARGON2REQUEST')) });
  hook.enable();
  await work().finally(() => hook.disable());
  return hashes;
}
