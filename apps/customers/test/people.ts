import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type Answer } from '#tooling/testing';
import { expect } from '@jest/globals';
import type { z } from 'zod';
import type { Registration } from '../src/customer.js';

export const ADDRESS = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };

/** The body of a registration, with an address of its own. */
export const newRegistration = (details: Partial<z.input<typeof Registration>> = {}) => ({
  email: `${newId()}@example.org`,
  name: { given: 'Ada', family: 'Byron' },
  address: ADDRESS,
  ...details,
});

export const put = (service: ServiceUnderTest, customerId: string, body: unknown) =>
  service.put(`/v2/customers/${customerId}`, body, { as: { service: 'signup' } });

export const get = (service: ServiceUnderTest, customerId: string, headers?: Record<string, string>) =>
  service.get(`/v2/customers/${customerId}`, { as: { person: customerId }, headers });

/** The ETag of a customer as they are now. */
export const tag = async (service: ServiceUnderTest, customerId: string): Promise<string> =>
  (await get(service, customerId)).headers.get('etag') ?? '';

export const patch = (service: ServiceUnderTest, customerId: string, body: unknown, ifMatch?: string) =>
  service.request('PATCH', `/v2/customers/${customerId}`, {
    as: { person: customerId },
    body,
    headers: ifMatch ? { 'if-match': ifMatch } : {},
  });

/** Registers a new customer, and returns the id. */
export async function register(
  service: ServiceUnderTest,
  details: Parameters<typeof newRegistration>[0] = {},
): Promise<string> {
  const customerId = newId();
  expect(await put(service, customerId, newRegistration(details))).toMatchObject({ status: 201 });
  return customerId;
}

/** The events of a type that were said about a customer. */
export async function saidAbout(service: ServiceUnderTest, customerId: string, type: string) {
  return (await service.said(type)).filter(({ attributes }) => attributes.subject === customerId);
}

/** The statuses of answers to simultaneous requests, sorted, because either may come first. */
export const statuses = (answers: Answer[]) =>
  answers.map(({ status }) => status).sort((one, other) => one - other);
