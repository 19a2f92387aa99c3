import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { Mountebank, type RunningImposter } from '#tooling/mountebank';
import { imposterOf, ProviderDocument } from '#tooling/stubs';
import { readPact } from '#tooling/pacts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customers } from '../apps/customers/src/customers.module.js';
import { passwords } from '../apps/passwords/src/passwords.module.js';
import { type OddRequest, oddRequests } from './fixtures/odd-requests.js';

const PATHS = { customers: '/v2/customers', passwords: '/credentials' };

describe('of odd requests', () => {
  let environment: TestEnvironment;
  let mountebank: Mountebank;
  const services = new Map<string, ServiceUnderTest>();
  const imposters = new Map<string, RunningImposter>();

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    mountebank = await Mountebank.start();
    services.set('customers', await environment.start(customers));
    services.set('passwords', await environment.start(passwords));
    for (const name of services.keys()) {
      const pact = readPact({ consumer: { name: 'signup' }, provider: { name } })!;
      imposters.set(name, await mountebank.add(imposterOf(pact, undefined, ProviderDocument.read(name))));
    }
  });
  afterAll(async () => {
    await mountebank.stop();
    await environment.close();
  });

  const pathOf = ({ provider, id, query = '' }: OddRequest) => `${PATHS[provider]}/${id ?? newId()}${query}`;
  const correlated = { 'x-correlation-id': 'odd-requests' };
  const providerTakes = async (request: OddRequest) => {
    const headers = request.isUncorrelated ? {} : correlated;
    const more = { as: { service: 'signup' }, headers };
    return (await services.get(request.provider)!.put(pathOf(request), request.body, more)).status < 400;
  };
  const stubAnswers = async (request: OddRequest) => {
    const { isUncorrelated, provider, body } = request;
    const json = { 'content-type': 'application/json', authorization: 'Bearer token' };
    const answer = await fetch(imposters.get(provider)!.url + pathOf(request), {
      method: 'PUT',
      headers: { ...json, ...(!isUncorrelated && correlated) },
      body: JSON.stringify(body),
    });
    const { type = '', detail = '' } = answer.ok ? {} : ((await answer.json()) as Record<string, string>);
    return { isTaken: answer.status < 400, type, detail };
  };
  const tryAll = async () => {
    const tried = [];
    for (const request of oddRequests)
      tried.push({ ...request, isTaken: await providerTakes(request), stub: await stubAnswers(request) });
    return tried;
  };

  it('stubs say which header is missing or wrong, as the provider refuses it', async () => {
    const [request] = oddRequests.filter(({ what }) => what === 'an unknown parameter');
    const detailFor = async (headers: Record<string, string>) => {
      const more = { method: 'PUT', headers, body: JSON.stringify(request!.body) };
      return ((await (await fetch(imposters.get('customers')!.url + pathOf(request!), more)).json()) as any)
        .detail;
    };
    const [json, authorization] = ['application/json', 'Bearer token'];
    expect(await detailFor({ 'content-type': json })).toContain(
      'the header Authorization must be Bearer <token>',
    );
    expect(await detailFor({ 'content-type': 'text/plain', authorization })).toContain(
      'the header Content-Type must be application/json',
    );
    expect(await detailFor({ 'content-type': json, authorization })).toContain('customers takes it');
  });

  it('stubs take none that the provider refuses by its document, and name the interaction that is missing', async () => {
    const tried = await tryAll();
    const wrong = tried.filter(({ isTaken, stub }) => !isTaken && stub.isTaken);
    const missing = tried.filter(({ isTaken, stub }) => isTaken && !stub.isTaken);
    process.stdout.write(
      `of ${tried.length} odd requests, stubs take ${wrong.length} that the provider refuses; ${missing.length} that it takes have no interaction\n`,
    );
    const beyond = oddRequests.filter(({ isBeyondDocument }) => isBeyondDocument);
    expect(wrong.map(({ what }) => what)).toEqual(beyond.map(({ what }) => what));
    expect(missing.map(({ what }) => what)).toEqual([
      'no X-Correlation-ID',
      'an unknown parameter',
      'a password with an unknown field', // which `passwords` ignores, since only services send it
    ]);
    for (const { stub } of missing) {
      expect(stub.type).toBe('urn:troupe:problem:not-in-contract');
      expect(stub.detail).toMatch(
        /no interaction for this PUT \/(v2\/customers|credentials)\/\S+\. (customers|passwords) takes it.* to apps\/signup\/test\/\2\.consumer-pact-spec\.ts/,
      );
    }
    const refused = tried.filter(({ isTaken, stub }) => !isTaken && !stub.isTaken);
    expect(new Set(refused.map(({ stub }) => stub.type))).toEqual(
      new Set(['urn:troupe:problem:refused-by-provider']),
    );
  });
});
