import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { friendsOf, joined, NAME, registered, tell } from './circle.js';
import { EmailVerified } from '../src/events.js';
import { friends } from '../src/friends.module.js';

consumerPact(friends, 'email', (email) => {
  const ada = { customerId: '0193a1b2-7c00-7000-8000-000000000061', emailHash: 'hash-of-ada' };
  const ben = { customerId: '0193a1b2-7c00-7000-8000-000000000062', emailHash: 'hash-of-ben' };

  it('suggests a customer who has verified their address', () =>
    email
      .given('a customer has verified their address')
      .expectsToReceive(EmailVerified, ada, { datasubject: ada.customerId })
      .executeTest(async ({ environment, service, hear }) => {
        const looking = { ...ben, ...NAME, friendHashes: [ada.emailHash] };
        await tell(environment, service, ...joined(looking));
        await tell(environment, service, registered({ ...ada, ...NAME, friendHashes: [ben.emailHash] }));
        expect(await friendsOf(service, looking)).toEqual([]);
        await hear();
        expect(await friendsOf(service, looking)).toEqual([ada.customerId]);
      }));
});
