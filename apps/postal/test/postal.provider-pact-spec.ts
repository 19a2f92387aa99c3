import { eventually, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostalFixture } from './fixtures/postal-fixture.js';

describe('postal', () => {
  let fixture: PostalFixture;

  beforeAll(async () => {
    fixture = await PostalFixture.open();
  });
  afterAll(() => fixture.close());

  const states = {
    'postal.welcome-pack-dispatched.v1 has been published': async () => {
      const person = fixture.person();
      await person.register();
      await eventually(async () => (await person.said('postal.welcome-pack-dispatched.v1')).length);
    },
    'postal.customer-forgotten.v1 has been published': () => fixture.person().erase(),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(fixture.service, { states })).not.toEqual([]);
  });
});
