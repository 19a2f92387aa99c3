import { topologyOf } from '#libs/messaging';
import { discoverServices, type Service } from '#libs/service';
import { Deployment, HospitalClient, replayEvents } from '#tooling/launcher';
import { eventually, type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, describe, it, jest } from '@jest/globals';

const NAMES = ['OLIVER', 'NOAH', 'OLIVER'];
const SINCE = new Date(Date.now() - 3_600_000).toISOString();

describe('a service that is added later', () => {
  let environment: TestEnvironment;
  let services: Service[];
  let intake: ServiceUnderTest;
  const find = (name: string) => services.find((service) => service.name === name) as Service;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    services = await discoverServices();
    await environment.addDatabase(find('names-ranking'));
    await environment.broker.decommission('names-ranking', true); // as if it had never been there
    intake = await environment.start(find('names-intake'));
    for (const name of NAMES) await intake.post('/baby', { name, sex: 'male' });
    await eventually(async () => /outbox_pending\S* 0\n/.test((await intake.get('/metrics')).body));
  });
  beforeEach(() => void jest.spyOn(console, 'log').mockImplementation(() => {}));
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => environment.close());

  it('learns history from its publishers, by their addresses and a token', async () => {
    await environment.broker.declare(topologyOf(find('names-ranking'), []));
    const ranking = await environment.start(find('names-ranking'));
    expect(await ranking.said('top10.changed.v1')).toEqual([]);
    const env = { OPERATOR_TOKEN: await token('operator', 'olga') };
    const deployment = new Deployment([`names-intake=${intake.url}`], ['names-intake'], env);
    const client = new HospitalClient(deployment, { services, thirdParties: [] });
    const request = { to: 'names-ranking', since: SINCE, types: [], rate: 100, why: 'it is new' };
    const replay = () => replayEvents(client, services, { ...request, isDryRun: false }, async () => {});
    await replay();
    const counts = async () => (await ranking.said('top10.changed.v1')).at(-1)?.body.boys;
    const all = [
      { name: 'OLIVER', count: 2 },
      { name: 'NOAH', count: 1 },
    ];
    await eventually(async () => expect(await counts()).toEqual(all) === undefined);
    await replay(); // twice has the effect of once
    await intake.post('/baby', { name: 'NOAH', sex: 'male' });
    const later = ['NOAH', 'OLIVER'].map((name) => ({ name, count: 2 }));
    await eventually(async () => expect(await counts()).toEqual(later) === undefined);
  });
});
