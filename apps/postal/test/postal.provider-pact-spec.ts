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

  const states = {
    'postal.welcome-pack-dispatched.v1 has been published': async () => {
      const person = fixture.person();
      await person.register();
      await eventually(async () => (await person.said('postal.welcome-pack-dispatched.v1')).length);
      return factsAbout(person);
    },
    'postal.customer-forgotten.v1 has been published': async () => {
      const person = fixture.person();
      await person.erase();
      return factsAbout(person);
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(fixture.service, { states })).not.toEqual([]);
  });
});
