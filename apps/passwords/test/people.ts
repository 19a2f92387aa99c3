import { newId } from '#libs/telemetry';
import { type Actor, message, type Stage } from '#libs/testing';
import { sql } from 'kysely';

export const PASSWORD = 'correct horse battery';

export const put = (service: Actor, customerId: string, body: unknown) =>
  service.put(`/credentials/${customerId}`, body, { as: { service: 'signup' } });

export const logIn = (service: Actor, email: string, password = PASSWORD) =>
  service.post('/sessions', { email, password });

const about = (customerId: string, entityversion: number) => ({ datasubject: customerId, entityversion });
export const registered = (customerId: string, email: string) =>
  message('customer.registered.v1', { customerId, email }, about(customerId, 1));
export const changed = (customerId: string, email: string, version: number) =>
  message('customer.changed.v1', { customerId, email }, about(customerId, version));
export const erased = (customerId: string) => message('customer.erased.v1', { customerId });

/** Publishes events as `customers`, each after the one before was handled. */
export async function tell(
  stage: Stage,
  service: Actor,
  ...events: ReturnType<typeof message>[]
): Promise<void> {
  for (const event of events) await stage.tell('customers', service, event);
}

export const newEmail = () => `${newId()}@example.org`;

/** Creates a credential, and activates it for an address. */
export async function register(stage: Stage, service: Actor, email = newEmail()) {
  const customerId = newId();
  await put(service, customerId, { password: PASSWORD });
  await tell(stage, service, registered(customerId, email));
  return { customerId, email };
}

/** The stored row of a credential. */
export async function credential(service: Actor, customerId: string) {
  const { rows } = await sql<{ hash: string; email: string | null }>`
    select hash, email from credential where customer_id = ${customerId}`.execute(service.database.query);
  return rows[0];
}

/** The events of a type that were said about a customer. */
export async function saidAbout(service: Actor, customerId: string, type: string) {
  return (await service.said(type)).filter(({ attributes }) => attributes.subject === customerId);
}
