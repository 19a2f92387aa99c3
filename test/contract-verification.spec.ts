import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
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
  afterAll(async () => {
    await environment.close();
    rmSync(folder, { recursive: true });
  });

  const register = async () => {
    const address = { line1: '1 High Street', city: 'Dublin', postcode: 'D01', country: 'IE' };
    const registration = { email: `${newId()}@example.org`, givenName: 'Ada', familyName: 'Byron', address };
    await service.put(`/v1/customers/${newId()}`, registration, { as: { service: 'signup' } });
  };
  const verify = (interaction: Interaction, states: Record<string, () => Promise<unknown>> = {}) => {
    const pact: Pact = {
      consumer: { name: 'signup' },
      provider: { name: 'customers' },
      interactions: [interaction],
    };
    const metadata = { pactSpecification: { version: '4.0' } };
    writeFileSync(join(folder, 'signup-customers.json'), JSON.stringify({ ...pact, metadata }));
    return verifyProvider(service, { states: { 'a customer has registered': register, ...states }, folder });
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
    await answering(200)['a customer has registered']();
    await expect(answering(409)['a customer has registered']()).rejects.toThrow(
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
