import type { ServiceUnderTest } from '#tooling/testing';
import { newRegistration, put } from './people.js';

/** Only the address of a registered customer can be verified. */
export async function beforeEvents(service: ServiceUnderTest, customerId: string): Promise<object> {
  await put(service, customerId, newRegistration());
  const registered = await service.said('customer.registered.v2');
  const body = registered.find(({ body }) => body?.customerId === customerId)?.body;
  return { customerId, emailHash: body?.emailHash as string };
}
