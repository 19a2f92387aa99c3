import type { ServiceUnderTest } from '#tooling/testing';
import { newRegistration, put } from './people.js';

/** Only the address of a registered customer can be verified. */
export async function beforeEvents(service: ServiceUnderTest): Promise<object> {
  const customerId = '0193a1b2-7c00-7000-8000-000000000001';
  await put(service, customerId, newRegistration());
  const [registered] = await service.said('customer.registered.v2');
  return { customerId, emailHash: registered?.body.emailHash as string };
}
