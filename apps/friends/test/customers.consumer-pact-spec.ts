import { type ServiceUnderTest, consumerPact, eventually, message } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomerChanged, CustomerErased, CustomerRegistered } from '../src/events.js';
import { friends } from '../src/friends.module.js';

consumerPact(friends, 'customers', (customers) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000011';
  const ben = '0193a1b2-7c00-7000-8000-000000000012';
  const cleo = '0193a1b2-7c00-7000-8000-000000000013';
  const suggestions = async (customerId: string, service: ServiceUnderTest) => {
    const answer = await service.get(`/customers/${customerId}/friend-suggestions`, {
      as: { person: customerId },
    });
    return answer.body.suggestions;
  };
  const looksFor = (customerId: string, friendHash: string) =>
    message(CustomerRegistered.type, {
      customerId,
      emailHash: `hash-of-${customerId}`,
      friendHashes: [friendHash],
    });

  it('suggests a new customer to those who look for them', () =>
    customers
      .given('a customer has registered')
      .expectsToReceive(
        CustomerRegistered,
        { customerId: ada, emailHash: 'hash-of-ada', friendHashes: ['hash-of-a-friend'] },
        { entityversion: 1, datasubject: ada },
      )
      .executeTest(async ({ environment, service, hear }) => {
        await environment.publish('customers', looksFor(ben, 'hash-of-ada'));
        await hear();
        await eventually(async () => (await suggestions(ada, service)).length);
        expect(await suggestions(ada, service)).toEqual([{ friendId: ben }]);
      }));

  it('finds a customer by a changed address', () =>
    customers
      .given('a customer has changed their address')
      .expectsToReceive(
        CustomerChanged,
        { customerId: cleo, emailHash: 'hash-of-cleo' },
        { entityversion: 2, datasubject: cleo },
      )
      .executeTest(async ({ environment, service, hear }) => {
        const seeker = '0193a1b2-7c00-7000-8000-000000000014';
        const looking = looksFor(seeker, 'hash-of-cleo');
        await environment.publish('customers', looking);
        await service.hasHeard(looking.id);
        await hear();
        expect(await suggestions(cleo, service)).toEqual([{ friendId: seeker }]);
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
