import { Outbox, type SaidEvent } from '#libs/messaging';
import { type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { pactFileName, PACTS, readPacts } from '#tooling/pacts';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customers } from '../apps/customers/src/customers.module.js';
import { CustomersService } from '../apps/customers/src/customers.service.js';
import { CONTACT_HASH_KEY, statesOf } from '../apps/customers/test/states.js';

/** Changes what is said, or drops it. */
type Change = (said: SaidEvent<any>) => SaidEvent<any> | undefined;

const about =
  (type: string, edit: (data: any) => object | undefined): Change =>
  (said) => {
    if (said.event.type !== type) return said;
    const changed = edit(said.data);
    return changed && { ...said, data: { ...said.data, ...changed } };
  };

const EVENTS: [string, Change, string | RegExp][] = [
  [
    'a change is only published when the e-mail address changes',
    about('customer.changed.v1', ({ changed }) => (changed.includes('email') ? {} : undefined)),
    'the state "a customer has changed their address" was set up in the address, but no customer.changed.v1 was published',
  ],
  [
    'a registration without friends is not published',
    about('customer.registered.v1', ({ friendHashes }) => (friendHashes.length ? {} : undefined)),
    'the state "a customer has registered" was set up without friends, but no customer.registered.v1 was published',
  ],
  [
    'the version is one too high',
    (said) => ({ ...said, entityversion: (said.entityversion ?? 0) + 1 }),
    'customer.registered.v1: entityversion is "2", but the state says 1',
  ],
  [
    'the hash is that of another address',
    about('customer.changed.v1', ({ emailHash }) => ({ emailHash: [...emailHash].reverse().join('') })),
    /customer.changed.v1: emailHash is ".*", but the state says/,
  ],
  [
    'an event names another customer',
    about('customer.erased.v1', () => ({ customerId: '0193a1b2-7c00-7000-8000-000000000099' })),
    /customer.erased.v1: customerId is ".*99", but the state says/,
  ],
  [
    'friends are taken from another customer',
    about('customer.registered.v1', ({ emailHash }) => ({ friendHashes: [emailHash] })),
    /customer.registered.v1: friendHashes is \[".*"\], but the state says/,
  ],
];

/** Careless changes in a provider that leave every form intact: only examples of each kind, and what they say, show them. */
describe('verification sees that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    for (const pact of readPacts().filter(({ provider }) => provider.name === 'customers'))
      if (['friends', 'postal'].includes(pact.consumer.name))
        copyFileSync(join(PACTS, pactFileName(pact)), join(folder, pactFileName(pact)));
    environment = await TestEnvironment.open();
    service = await environment.start(customers, { CONTACT_HASH_KEY });
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    await environment.close();
    rmSync(folder, { recursive: true });
  });

  const verify = () => verifyProvider(service, { states: statesOf(service, 'v2'), folder });

  it.each(EVENTS)('%s', async (_, change, problem) => {
    const { add } = Outbox.prototype;
    jest.spyOn(Outbox.prototype, 'add').mockImplementation(async function (this: Outbox, tx, said) {
      const changed = change(said);
      if (changed) await add.call(this, tx, changed);
    });
    await expect(verify()).rejects.toThrow(problem);
  });

  it('a response has the city as the postcode', async () => {
    const { customer } = CustomersService.prototype;
    jest.spyOn(CustomersService.prototype, 'customer').mockImplementation(async function (
      this: CustomersService,
      id,
    ) {
      const found = await customer.call(this, id);
      const { city, postcode } = found.address;
      return { ...found, address: { ...found.address, city: postcode, postcode: city } };
    });
    await expect(verify()).rejects.toThrow(/address is \{.*"city":"LS1 4AP".*\}, but the state says/);
  });

  it('nothing has changed', async () => {
    expect(await verify()).not.toEqual([]);
  });
});
