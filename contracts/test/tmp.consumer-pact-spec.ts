import { consumerPact, like, regex, Stage, verifyProvider } from '#libs/testing';
import { expect, it, describe } from '@jest/globals';
import { signup } from '../../apps/signup/src/signup.module.js';
import { customers as service } from '../../apps/customers/src/customers.module.js';
import { CustomersClient } from '../../apps/signup/src/customers.client.js';
import { readFileSync } from 'node:fs';
const id = '0193a1b2-7c00-7000-8000-000000000009';
const address = { line1: '1 High Street', city: 'Dublin', postcode: 'D01', country: 'IE' };
const registration = { email: `x@example.org`, givenName: 'Ada', familyName: 'Byron', address };
process.env.PACTS_ACCEPT = 'x';
consumerPact(signup, 'customers', (customers) => {
  it('a', () =>
    customers.given('nobody is registered', { customerId: id }).uponReceiving('a registration')
      .withRequest('PUT', regex(/^\/customers\/[0-9a-f-]{36}$/, `/customers/${id}`), { body: like(registration) })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).register(id, registration)).toBe('registered');
      }));
  it('b', () =>
    customers.given('the e-mail address is taken', { email: 'x@example.org' }).uponReceiving('a registration')
      .withRequest('PUT', regex(/^\/customers\/[0-9a-f-]{36}$/, `/customers/${id}`), { body: like(registration) })
      .willRespondWith(409)
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).register(id, registration)).toBe('email taken');
      }));
  it('c', async () => {
    const stage = await Stage.open();
    const s = await stage.start(service);
    console.log(readFileSync(process.env.PACTS_SCRATCH + '/signup-customers.json', 'utf8').slice(0, 3000));
    expect(await verifyProvider(s, { folder: process.env.PACTS_SCRATCH!, states: { 'nobody is registered': async ({ customerId }) => console.log('state', customerId), 'the e-mail address is taken': async (p) => { console.log(p); const r = await s.put('/customers/0193a1b2-7c00-7000-8000-00000000000a', registration, { as: { service: 'signup' } }); console.log(r.status) } } })).toHaveLength(2);
    await stage.close();
  });
});
