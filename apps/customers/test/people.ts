import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type Answer } from '#tooling/testing';
import { expect } from '@jest/globals';
import type { z } from 'zod';
import type { Registration } from '../src/customer.js';

export const ADDRESS = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };

/** What somebody new tells about themselves. */
export const somebody = (details: Partial<z.input<typeof Registration>> = {}) => ({
  email: `${newId()}@example.org`,
  name: { given: 'Ada', family: 'Byron' },
  address: ADDRESS,
  ...details,
});

export const put = (service: ServiceUnderTest, customerId: string, body: unknown) =>
  service.put(`/v2/customers/${customerId}`, body, { as: { service: 'signup' } });

export const get = (service: ServiceUnderTest, customerId: string, headers?: Record<string, string>) =>
  service.get(`/v2/customers/${customerId}`, { as: { person: customerId }, headers });

export const patch = (service: ServiceUnderTest, customerId: string, body: unknown, ifMatch?: string) =>
  service.request('PATCH', `/v2/customers/${customerId}`, {
    as: { person: customerId },
    body,
    headers: ifMatch ? { 'if-match': ifMatch } : {},
  });

/** Registers somebody, and answers with their id. */
export async function register(
  service: ServiceUnderTest,
  details: Parameters<typeof somebody>[0] = {},
): Promise<string> {
  const customerId = newId();
  expect(await put(service, customerId, somebody(details))).toMatchObject({ status: 201 });
  return customerId;
}

/** The events of a type that were said about somebody. */
export async function saidAbout(service: ServiceUnderTest, customerId: string, type: string) {
  return (await service.said(type)).filter(({ attributes }) => attributes.subject === customerId);
}

/** What became of requests that were sent at once, whichever came first. */
export const statuses = (answers: Answer[]) =>
  answers.map(({ status }) => status).sort((one, other) => one - other);
