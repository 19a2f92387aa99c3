import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { friendsOf, joined, NAME, registered, suggestionsFor, tell, verified } from './circle.js';
import { CustomerChanged, CustomerErased, CustomerRegistered } from '../src/events.js';
import { friends } from '../src/friends.module.js';

consumerPact(friends, 'customers', (customers) => {
  const ada = {
    customerId: '0193a1b2-7c00-7000-8000-000000000011',
    emailHash: 'hash-of-ada',
    givenName: 'Ada',
    familyName: 'Byron',
  };
  const ben = { customerId: '0193a1b2-7c00-7000-8000-000000000012', emailHash: 'hash-of-a-friend', ...NAME };
  const cleo = {
    customerId: '0193a1b2-7c00-7000-8000-000000000013',
    emailHash: 'hash-of-cleo',
    givenName: 'Cleo',
    familyName: 'Clark',
  };
  const dora = { customerId: '0193a1b2-7c00-7000-8000-000000000014', emailHash: 'hash-of-dora', ...NAME };

  it('suggests a new customer and the friend who looks for them to each other', () =>
    customers
      .given('a customer has registered')
      .expectsToReceive(
        CustomerRegistered,
        { ...ada, friendHashes: [ben.emailHash] },
        { entityversion: 1, datasubject: ada.customerId },
      )
      .executeTest(async ({ environment, service, hear }) => {
        const looking = { ...ben, friendHashes: [ada.emailHash] };
        await tell(environment, service, ...joined(looking), verified({ ...ada, friendHashes: [] }));
        await hear();
        const name = { given: 'Ada', familyInitial: 'B' };
        expect(await suggestionsFor(service, looking)).toEqual([{ friendId: ada.customerId, name }]);
      }));

  it('finds a customer by a changed address', () =>
    customers
      .given('a customer has changed their address')
      .expectsToReceive(CustomerChanged, cleo, { entityversion: 2, datasubject: cleo.customerId })
      .executeTest(async ({ environment, service, hear }) => {
        const looking = { ...dora, friendHashes: [cleo.emailHash] };
        const found = { ...cleo, friendHashes: [dora.emailHash] };
        await tell(environment, service, ...joined(looking), verified(found));
        await tell(environment, service, registered({ ...found, emailHash: 'old-hash-of-cleo' }));
        await hear();
        expect(await friendsOf(service, looking)).toEqual([cleo.customerId]);
      }));

  it('forgets an erased customer', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId: '0193a1b2-7c00-7000-8000-000000000015' })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.said('friends.customer-forgotten.v1')).toHaveLength(1);
      }));
});
