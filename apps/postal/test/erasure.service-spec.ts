import { eventually } from '#libs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Person, PostalStage } from './fixtures/postal-stage.js';

describe('an erased customer', () => {
  let play: PostalStage;

  beforeAll(async () => {
    play = await PostalStage.open({ RETRY_SCHEDULE: '1h' });
  });
  beforeEach(() => play.carrier.normal());
  afterAll(() => play.close());

  const welcomed = async (): Promise<Person> => {
    const person = play.person();
    await person.register();
    await eventually(async () => (await person.attempts()) === -1);
    return person;
  };

  it('is not sent a parcel that still waits', async () => {
    const person = play.person();
    await play.carrier.unavailable();
    await person.register();
    await eventually(async () => (await person.attempts()) === 1);
    await person.erase();
    expect(await person.attempts()).toBe(-1);

    await play.carrier.normal();
    await welcomed();
    expect(await person.asked('carrier')).toHaveLength(1);
    expect(await person.said('postal.welcome-pack-dispatched.v1')).toEqual([]);
  });

  it('is forgotten, and one event says so', async () => {
    const person = await welcomed();
    await person.erase();
    const { customerId } = person;
    expect(await person.said('postal.customer-forgotten.v1')).toEqual([{ customerId }]);
    expect(
      await play.service.get(`/welcome-packs/${customerId}`, { as: { person: customerId } }),
    ).toMatchObject({ status: 404 });
    expect(await play.service.tablesWith(person.trackingId)).toEqual([]);
    // The opaque id stays, so that late events are dropped.
    expect(await play.service.tablesWith(customerId)).toEqual(['messaging.outbox', 'messaging.tombstone']);
  });

  it('stays forgotten when an older event arrives late', async () => {
    const person = play.person();
    await person.erase();
    await person.register();
    expect(await person.attempts()).toBe(-1);
    expect(await play.service.tablesWith(person.key)).toEqual([]);
    expect(await person.asked('customers')).toEqual([]);
  });
});
