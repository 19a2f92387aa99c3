import { eventually, facts, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, PostalFixture } from './fixtures/postal-fixture.js';

describe('postal', () => {
  let fixture: PostalFixture;

  beforeAll(async () => {
    fixture = await PostalFixture.open();
  });
  afterAll(() => fixture.close());

  const factsAbout = ({ customerId, trackingId }: Person) =>
    facts({ customerId, trackingId, subject: customerId, datasubject: customerId });

  const dispatch = async (events: number) => {
    const person = fixture.person();
    for (let heard = 0; heard < events; heard++) await person.register();
    await eventually(async () => (await person.said('postal.welcome-pack-dispatched.v1')).length);
    return factsAbout(person);
  };

  const states = {
    'postal.welcome-pack-dispatched.v1 has been published': {
      'for a registration': () => dispatch(1),
      'for two events about one registration': () => dispatch(2),
    },
    'postal.customer-forgotten.v1 has been published': async () => {
      const person = fixture.person();
      await person.erase();
      return factsAbout(person);
    },
  };

  const untaken = {
    'welcome-packs.ts: !customer is never true':
      'who was erased before the parcel was booked gets none, and no event',
    'welcome-packs.ts: !await this.store.dispatch(tx, customerId, trackingId) is never true':
      'only an erasure or a second attempt while the carrier is asked comes there, and no event',
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(fixture.service, { states, untaken })).not.toEqual([]);
  });
});
