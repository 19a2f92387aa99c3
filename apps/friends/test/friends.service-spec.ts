import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { friends } from '../src/friends.module.js';
import {
  changed,
  couple,
  friendsOf,
  joined,
  type Person,
  person,
  registered,
  saidAbout,
  suggestionsFor,
  tell,
  tellAtOnce,
  verified,
} from './circle.js';

const ROUNDS = 8;

describe('friends', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(friends);
  });
  afterAll(() => environment.close());

  /** Expects that each is suggested to the other, and that this was said once to each. */
  async function expectFriends(one: Person, other: Person): Promise<void> {
    expect(await friendsOf(service, one)).toEqual([other.customerId]);
    expect(await friendsOf(service, other)).toEqual([one.customerId]);
    const said = [`${one.customerId} > ${other.customerId}`, `${other.customerId} > ${one.customerId}`];
    expect((await saidAbout(service, one)).toSorted()).toEqual(said.toSorted());
  }

  it('suggests to each other two customers who look for each other and have verified their addresses', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(bob), ...joined(ann));
    await expectFriends(ann, bob);
    const [said] = (await service.said('friends.suggested.v1')).filter(
      ({ body }) => body.customerId === ann.customerId,
    );
    expect(said?.attributes).toMatchObject({ subject: ann.customerId, datasubject: ann.customerId });
  });

  it('shows the given name of a friend, and the initial of the family name', async () => {
    const [ann, bob] = couple();
    Object.assign(ann, { givenName: 'Ann', familyName: 'E\u0301mile-Archer' });
    await tell(environment, service, ...joined(bob), ...joined(ann));
    const shown = { given: 'Ann', familyInitial: 'E\u0301' };
    expect(await suggestionsFor(service, bob)).toEqual([{ friendId: ann.customerId, name: shown }]);
    expect(await service.tablesWith('mile-Archer')).toEqual([]);
    await tell(environment, service, changed({ ...ann, givenName: 'Anna' }, ann.emailHash));
    await tell(environment, service, changed({ ...ann, givenName: 'Old' }, ann.emailHash, 1));
    expect(await suggestionsFor(service, bob)).toMatchObject([{ name: { given: 'Anna' } }]);
  });

  it('keeps no name of a customer who names nobody, whichever event arrives last', async () => {
    const [lonely, late] = [person(), person()].map((one) => ({ ...one, givenName: `given-${newId()}` }));
    await tell(environment, service, registered(lonely!), changed(lonely!, 'new'));
    await tell(environment, service, changed(late!, 'new'), registered(late!));
    for (const one of [lonely!, late!]) expect(await service.tablesWith(one.givenName)).toEqual([]);
  });

  it('shows a friend without a name who registered before names were kept, until the event comes again', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(bob), ...joined(ann));
    await sql`update contact set given_name = null, family_initial = null where customer_id = ${ann.customerId}`.execute(
      service.database.query,
    );
    expect(await suggestionsFor(service, bob)).toEqual([{ friendId: ann.customerId, name: null }]);
    await tell(environment, service, registered(ann));
    expect(await suggestionsFor(service, bob)).toMatchObject([
      { name: { given: 'Ann', familyInitial: 'A' } },
    ]);
  });

  it('shows many friends in pages', async () => {
    const popular = person();
    await tell(environment, service, registered(popular));
    await sql`
      insert into suggestion select ${popular.customerId}, gen_random_uuid() from generate_series(1, 7)`.execute(
      service.database.query,
    );
    const ids = (await suggestionsFor(service, popular, 3)).map(({ friendId }) => friendId);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toHaveLength(7);
  });

  it('suggests the two, whichever event arrives last', async () => {
    for (let last = 0; last < 4; last++) {
      const [ann, bob] = couple();
      const events = [...joined(ann), ...joined(bob)];
      const late = events.splice(last, 1);
      await tell(environment, service, ...events);
      expect(await friendsOf(service, ann)).toEqual([]);
      await tell(environment, service, ...late);
      await expectFriends(ann, bob);
    }
  });

  it('suggests two customers who register and verify at the same moment', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [ann, bob] = couple();
      await tellAtOnce(environment, service, ...joined(ann), ...joined(bob));
      await expectFriends(ann, bob);
    }
  });

  it('tells a customer who lists addresses nothing of those who do not look for them', async () => {
    const known = Array.from({ length: 3 }, () => person());
    for (const one of known) await tell(environment, service, ...joined(one));
    const curious = person(known);
    await tell(environment, service, ...joined(curious));
    expect(await friendsOf(service, curious)).toEqual([]);
    for (const one of known) expect(await friendsOf(service, one)).toEqual([]);
    expect(await saidAbout(service, curious)).toEqual([]);
  });

  it('tells nothing to one who registers in the name of a friend, and cannot read the friend’s mail', async () => {
    const [ann, bob] = couple();
    const mallory = { ...bob, customerId: newId() };
    await tell(environment, service, ...joined(ann), registered(mallory));
    expect(await friendsOf(service, mallory)).toEqual([]);
    await tell(environment, service, verified(mallory, `other-${newId()}`));
    expect(await friendsOf(service, mallory)).toEqual([]);
    expect(await friendsOf(service, ann)).toEqual([]);
  });

  it('suggests all to each other when many register at the same moment', async () => {
    const crowd = Array.from({ length: 6 }, () => person());
    for (const one of crowd) one.friendHashes = crowd.map(({ emailHash }) => emailHash);
    await tellAtOnce(environment, service, ...crowd.flatMap(joined));
    for (const one of crowd) {
      const others = crowd.filter((other) => other !== one).map(({ customerId }) => customerId);
      expect(await friendsOf(service, one)).toEqual(others.toSorted());
      expect(await saidAbout(service, one)).toHaveLength(2 * others.length);
    }
    expect(await service.patients()).not.toContainEqual(expect.objectContaining({ reason: 'exhausted' }));
  });

  it('does not suggest customers to themselves', async () => {
    const ann = person();
    ann.friendHashes.push(ann.emailHash);
    await tell(environment, service, ...joined(ann), changed(ann, ann.emailHash));
    expect(await friendsOf(service, ann)).toEqual([]);
    expect(await saidAbout(service, ann)).toEqual([]);
  });

  it('suggests no one to a customer whose friends are not registered', async () => {
    const ann = person([person()]);
    const bob = person();
    await tell(environment, service, ...joined(ann), ...joined(bob));
    expect(await friendsOf(service, ann)).toEqual([]);
    expect(await friendsOf(service, bob)).toEqual([]);
  });

  it('finds a customer by the address they have changed to, once it is verified', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(ann), ...joined({ ...bob, emailHash: `old-${newId()}` }));
    await tell(environment, service, changed(bob, bob.emailHash));
    expect(await friendsOf(service, bob)).toEqual([]);
    await tell(environment, service, verified(bob));
    await expectFriends(ann, bob);
  });

  it('no longer finds a customer by an old address', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(bob), changed(bob, `new-${newId()}`), ...joined(ann));
    expect(await friendsOf(service, ann)).toEqual([]);
  });

  it('keeps the newer address, whichever event arrives last', async () => {
    const bob = person();
    const now = `new-${newId()}`;
    const [late, newest] = [person([bob]), person([{ emailHash: now }])];
    bob.friendHashes.push(late.emailHash, newest.emailHash);
    await tell(
      environment,
      service,
      changed(bob, now, 3),
      changed(bob, `old-${newId()}`, 2),
      ...joined(bob),
      verified(bob, now),
    );
    await tell(environment, service, ...joined(late), ...joined(newest));
    expect(await friendsOf(service, late)).toEqual([]);
    await expectFriends(bob, newest);
  });

  it('suggests two customers who change to the addresses they look for at the same moment', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [ann, bob] = couple();
      const [annBefore, bobBefore] = [ann, bob].map((one) => ({ ...one, emailHash: `old-${newId()}` }));
      await tell(environment, service, ...joined(annBefore as Person), ...joined(bobBefore as Person));
      const both = [ann, bob].flatMap((one) => [changed(one, one.emailHash), verified(one)]);
      await tellAtOnce(environment, service, ...both);
      await expectFriends(ann, bob);
    }
  });

  it('says nothing again when an event is delivered or said again', async () => {
    const [ann, bob] = couple();
    const event = registered(ann);
    await tell(
      environment,
      service,
      event,
      verified(ann),
      ...joined(bob),
      event,
      ...joined(ann),
      changed(bob, bob.emailHash),
    );
    await expectFriends(ann, bob);
  });

  it('does not show suggestions to another customer', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(ann), ...joined(bob));
    const path = `/customers/${ann.customerId}/friend-suggestions`;
    expect((await service.get(path, { as: { person: bob.customerId } })).status).toBe(404);
    expect((await service.get(path, { as: { service: 'customers' } })).status).toBe(403);
    expect((await service.get(path)).status).toBe(401);
  });

  it('stores hashes, and no address and no family name that an event contains', async () => {
    const ann = person([person()]);
    const event = message(
      'customer.registered.v1',
      { ...ann, email: 'ann@example.org' },
      { datasubject: ann.customerId },
    );
    await tell(environment, service, event);
    const { rows } = await sql<{ text: string }>`
      select database_to_xml(true, true, '')::text as text`.execute(service.database.query);
    expect(rows[0]?.text).toContain(ann.emailHash);
    expect(rows[0]?.text).not.toMatch(/ann@example|Archer/);
  });

  it('sends a malformed event to the hospital, and suggests no one', async () => {
    const [ann, bob] = couple();
    await tell(environment, service, ...joined(ann), verified(bob));
    const broken = message('customer.registered.v1', { ...bob, friendHashes: ann.emailHash });
    await environment.publish('customers', broken);
    const patient = await eventually(async () =>
      (await service.patients()).find(({ id }) => id === broken.id),
    );
    expect(patient).toMatchObject({ reason: 'malformed', attempts: 1 });
    expect(await friendsOf(service, ann)).toEqual([]);
  });

  it('is alive and ready', async () => {
    expect((await service.get('/health/live')).status).toBe(200);
    await service.untilReady();
  });
});
