import type { ServiceUnderTest } from '#tooling/testing';
import { PASSWORD, put } from './people.js';

/** A sign-up creates the credential before anybody hears of the customer. */
export async function beforeEvents(service: ServiceUnderTest, customerId: string): Promise<object> {
  await put(service, customerId, { password: PASSWORD });
  return {};
}
