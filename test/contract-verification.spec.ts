import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { facts, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customers } from '../apps/customers/src/customers.module.js';
import { statesOf } from '../apps/customers/test/states.js';
import {
  type EventInteraction,
  type HttpInteraction,
  type Interaction,
  isEvent,
  type Pact,
  readPact,
} from '#tooling/pacts';

/** A real provider and a real pact, which it breaks in each possible way. */
describe('verification of a service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  const accepted = readPact({ consumer: { name: 'loyalty' }, provider: { name: 'customers' } });
  const registered = accepted?.interactions
    .filter(isEvent)
    .find(({ metadata }) => metadata.type === 'customer.registered.v1');
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    await environment.close();
    rmSync(folder, { recursive: true });
  });

  const register = async (customerId = newId()) => {
    const address = { line1: '1 High Street', city: 'Dublin', postcode: 'D01', country: 'IE' };
    const registration = { email: `${newId()}@example.org`, givenName: 'Ada', familyName: 'Byron', address };
    await service.put(`/v1/customers/${customerId}`, registration, { as: { service: 'signup' } });
    return facts({ subject: customerId, datasubject: customerId });
  };
  const verify = (interaction: Interaction, states: Parameters<typeof verifyProvider>[1]['states'] = {}) => {
    const pact: Pact = {
      consumer: { name: 'signup' },
      provider: { name: 'customers' },
      interactions: [interaction],
    };
    const metadata = { pactSpecification: { version: '4.0' } };
    writeFileSync(join(folder, 'signup-customers.json'), JSON.stringify({ ...pact, metadata }));
    return verifyProvider(service, {
      states: { 'a customer has registered': () => register(), ...states },
      folder,
    });
  };
  const event = registered as EventInteraction;
  const look = (status: number): HttpInteraction => ({
    type: 'Synchronous/HTTP',
    description: 'a look',
    request: {
      method: 'GET',
      path: `/v1/customers/${newId()}`,
      headers: { Authorization: ['Bearer postal'] },
    },
    response: { status },
  });

  it('passes a pact that the provider keeps', async () => {
    const title = 'signup: a customer.registered.v1 event, given a customer has registered';
    expect(await verify(event)).toEqual([title]);
  });

  it('fails when a consumer reads a field that is not said', async () => {
    const contents = { ...event.contents, content: { ...(event.contents.content as object), shoeSize: 38 } };
    await expect(verify({ ...event, contents })).rejects.toThrow(
      /shoeSize \(customers to signup: a customer\.registered\.v1 event/,
    );
  });

  it('fails when an attribute differs', async () => {
    const metadata = { ...event.metadata, source: '/troupe/clients' };
    await expect(verify({ ...event, metadata, matchingRules: {} })).rejects.toThrow(/source/);
  });

  it('fails when the states are set up and no event is said', async () => {
    await register(); // earlier events do not count
    const silent = { 'a customer has registered': () => Promise.resolve() };
    await expect(verify(event, silent)).rejects.toThrow(
      'the states were set up, but no customer.registered.v1 was published',
    );
  });

  it.each([0, 1, 2])('fails when event %d of three that the states caused does not fit', async (odd) => {
    const postal = readPact({ consumer: { name: 'postal' }, provider: { name: 'customers' } });
    const recipient = postal!.interactions
      .filter(isEvent)
      .find(({ metadata }) => metadata.type === 'customer.registered.v2')!;
    const { add } = Outbox.prototype;
    let count = 0;
    jest.spyOn(Outbox.prototype, 'add').mockImplementation(async function (this: Outbox, tx, said) {
      const isOdd = said.event.type === 'customer.registered.v2' && count++ === odd;
      await add.call(this, tx, isOdd ? { ...said, data: { ...said.data, resource: '/elsewhere' } } : said);
    });
    const thrice = { first: () => register(), next: () => register(), 'at last': () => register() };
    await expect(verify(recipient, { 'a customer has registered': thrice })).rejects.toThrow(
      /\$\.resource Expected '\/elsewhere' to match/,
    );
  });

  it('fails when a case of a state publishes no event', async () => {
    const cases = { 'by post': () => register(), 'by telephone': () => Promise.resolve() };
    await expect(verify(event, { 'a customer has registered': cases })).rejects.toThrow(
      'the state "a customer has registered" was set up by telephone, but no customer.registered.v1 was published',
    );
  });

  it('fails when an event says something else than its state', async () => {
    const told = async () => {
      const { of } = await register();
      return facts((type) => ({ ...of(type), customerId: '1', givenName: 'Ada', shoeSize: 38 }));
    };
    await expect(verify(event, { 'a customer has registered': told })).rejects.toThrow(
      /customer\.registered\.v1: customerId is ".*", but the state says "1"/,
    );
  });

  it.each(['subject', 'datasubject'])(
    'fails when a state does not tell the %s that a consumer reads',
    async (name) => {
      const silent = async () => {
        const told = Object.entries((await register()).of(''));
        return facts(Object.fromEntries(told.filter(([known]) => known !== name)));
      };
      await expect(verify(event, { 'a customer has registered': silent })).rejects.toThrow(
        `customer.registered.v1: a consumer reads ${name}, so the handler of the state "a customer has registered" must return it: facts({ ${name}: … })`,
      );
    },
  );

  it('fails when a response says something else than the parameters of its state', async () => {
    const customerId = newId();
    const there = look(200);
    there.request.path = `/v1/customers/${customerId}`;
    const params = { address: { city: 'Cork' }, familyName: 'Lovelace' };
    const content = { address: { city: 'Cork' } }; // the consumer does not read the name
    there.response.body = { content, contentType: 'application/json' };
    there.response.matchingRules = { body: { '$.address.city': { matchers: [{ match: 'type' }] } } };
    const given = { ...there, providerStates: [{ name: 'this customer is there', params }] };
    await expect(verify(given, { 'this customer is there': () => register(customerId) })).rejects.toThrow(
      /GET \/v1\/customers\/.*: address is \{.*"city":"Dublin".*\}, but the state says \{"city":"Cork"\}/,
    );
  });

  it('fails when a state handler throws, which Pact only logs', async () => {
    const broken = { 'it is dark': () => Promise.reject(new Error('no lamp')) };
    const given = { ...look(404), providerStates: [{ name: 'it is dark' }] };
    await expect(verify(given, broken)).rejects.toThrow('state "it is dark": no lamp');
  });

  it('calls with a valid token of the consumer that the example names', async () => {
    expect(await verify(look(404))).toEqual(['signup: a look']);
  });

  it('sets states up by any status of success, which only the pacts of those who read it judge', async () => {
    const answering = (status: number) => {
      const body = { detail: 'No.' };
      const put = () => Promise.resolve({ status, headers: new Headers(), body });
      return statesOf(Object.assign(Object.create(service) as ServiceUnderTest, { put }), 'v2');
    };
    await answering(200)['a customer has registered']['without friends']!();
    await expect(answering(409)['a customer has registered']['without friends']!()).rejects.toThrow(
      'expected success but was 409 {"detail":"No."}',
    );
  });

  it('fails with the whole report of the verifier as its cause', async () => {
    const failure = verify(look(200));
    await expect(failure).rejects.toMatchObject({
      message: expect.stringContaining('signup: a look'),
      cause: expect.stringMatching(/has status code 200 \(FAILED\)[^]*There were 1 pact failures/),
    });
  });

  it('fails when the provider refuses access to the consumer', async () => {
    const foreign = look(404);
    foreign.request.headers = { Authorization: ['Bearer friends'] };
    await expect(verify(foreign)).rejects.toThrow('expected 404 but was 403 (customers to signup: a look)');
  });
});
