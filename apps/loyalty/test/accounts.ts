import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, message, type TestEnvironment } from '#tooling/testing';
import { sql } from 'kysely';

export const WELCOME = 100;

export const registered = (customerId: string) =>
  message('customer.registered.v1', { customerId }, { datasubject: customerId });
export const erased = (customerId: string) => message('customer.erased.v1', { customerId });

/** Publishes events as `customers`, and waits until they were handled. */
export async function tell(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: ReturnType<typeof message>[]
): Promise<void> {
  await environment.deliver('customers', service, ...events);
}

/** Registers a new customer, and returns the id. */
export async function register(environment: TestEnvironment, service: ServiceUnderTest): Promise<string> {
  const customerId = newId();
  await tell(environment, service, registered(customerId));
  return customerId;
}

export const account = (service: ServiceUnderTest, customerId: string) =>
  service.get(`/accounts/${customerId}`, { as: { person: customerId } });

export const redeem = (service: ServiceUnderTest, customerId: string, points: unknown, key?: string) =>
  service.post(
    `/accounts/${customerId}/redemptions`,
    { points },
    { as: { person: customerId }, headers: key ? { 'idempotency-key': key } : {} },
  );

/** The points of a customer's ledger entries, sorted; with `null`, those of erased customers. */
export async function ledger(service: ServiceUnderTest, customerId: string | null): Promise<number[]> {
  const { rows } = await sql<{ points: number }>`
    select points from entry where customer_id is not distinct from ${customerId} order by points desc`.execute(
    service.database.query,
  );
  return rows.map(({ points }) => points);
}

/** The events of a type that were said about a customer. */
export async function saidAbout(service: ServiceUnderTest, customerId: string, type: string) {
  return (await service.said(type)).filter(({ attributes }) => attributes.subject === customerId);
}
